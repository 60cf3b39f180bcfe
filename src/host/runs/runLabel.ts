import { t } from '@vscode/l10n';
import { baselineLabel } from '../../contracts/baselineTexts.ts';
import { BASELINE_NAMES, type Evaluation, type Figures } from '../../contracts/evaluation.ts';
import { describeExpectation, findUnmet } from '../../contracts/expectationTexts.ts';
import { headlineFigure, metricLabel, metricSign } from '../../contracts/metricTexts.ts';
import { formatFigure } from '../../contracts/formatFigure.ts';
import type { RunManifest } from '../../contracts/run.ts';
import { describeTakenOver } from '../../contracts/takenOverTexts.ts';
import type { PreparedData } from '../../contracts/training.ts';
import { describeCut } from '../../core/runs/describeCut.ts';
import { describeStatus } from '../../core/runs/describeStatus.ts';
import { formatCount } from '../../core/spec/formatCount.ts';
import { formatMoment } from '../shared/humanText.ts';

/**
 * What stands beside the name of a run in a list: when it began, which tells the runs of one spec apart, and how good
 * it is. `now` in milliseconds since 1970.
 */
export function describeRun(manifest: RunManifest, now: number, locale: string): string {
  const moment = formatMoment(Date.parse(manifest.startedAt), now, locale);
  return [moment, ...describeState(manifest), ...describeUnmet(manifest)].join(' · ');
}

function describeUnmet({ expectations }: RunManifest): string[] {
  const unmet = findUnmet(expectations).length;
  return unmet === 0 ? [] : [t('expectations not met: {0}', unmet)];
}

function describeState({ status, lastEpoch, epochs, best, evaluation }: RunManifest): string[] {
  const error = describeError(evaluation);
  if (error !== null) return [error];
  if (lastEpoch === null || best === undefined) return [status === 'running' ? t('starting') : describeStatus(status)];
  const epoch = status === 'running' ? [t('epoch {epoch}/{epochs}', { epoch: lastEpoch.epoch, epochs })] : [];
  return [...epoch, describeLoss(best)];
}

/** The figure that runs are compared by, in few words: a list is narrow, and cuts what is long. */
function describeError(evaluation: Evaluation | null): string | null {
  const { test, validation } = evaluation ?? { test: null, validation: null };
  const headline = headlineFigure(test ?? validation ?? {});
  if (headline === null) return null;
  const figure = `${metricLabel(headline.metric)} ${formatFigure(headline.value)}`;
  return test === null ? t('{0} (validation)', figure) : figure;
}

/** Of the best epoch: the last one is what training leaves behind, not what it kept. */
function describeLoss({ train, validation }: NonNullable<RunManifest['best']>): string {
  return validation === null
    ? t('best training loss {0}', formatFigure(train.loss))
    : t('best validation loss {0}', formatFigure(validation.loss));
}

/** Everything worth knowing about a run without opening it, in markdown. */
export function describeRunFully(manifest: RunManifest, locale: string): string {
  const { name, status, reason, prepared, evaluation, expectations, startedAt } = manifest;
  const takenOver = prepared?.takenOver;
  const started = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const lines = [
    `**${escapeMarkdown(name)}**: ${describeStatus(status)}`,
    ...(reason === '' ? [] : [escapeMarkdown(reason)]),
    describeRows(manifest, started.format(new Date(startedAt))),
    ...(takenOver === undefined ? [] : describeTakenOver(takenOver).map(escapeMarkdown)),
    ...(expectations ?? []).map((one) => `${one.met ? '✓' : '✗'} ${escapeMarkdown(describeExpectation(one))}`),
    ...(prepared?.notes ?? []).map((note) => `ℹ ${escapeMarkdown(note)}`),
    ...(evaluation?.warnings ?? []).map((warning) => `⚠ ${escapeMarkdown(warning)}`),
    `\`${manifest.spec.replaceAll('`', '')}\``,
  ];
  return lines.join('\n\n');
}

function describeRows(manifest: RunManifest, started: string): string {
  const { prepared, lastEpoch, epochs, bestEpoch, best, evaluation } = manifest;
  const rows: [string, string][] = [[t('Started'), started]];
  if (prepared !== null) rows.push([t('Examples'), countExamples(prepared.examples)]);
  const cut = describeCut(prepared ?? {});
  if (cut !== '') rows.push([t('Cut texts'), cut]);
  if (lastEpoch !== null) {
    rows.push(
      [t('Epochs'), `${String(lastEpoch.epoch)}/${String(epochs)}`],
      [t('Best epoch'), bestEpoch === 0 ? '–' : String(bestEpoch)],
    );
  }
  if (best?.validation) rows.push([t('Best validation loss'), formatFigure(best.validation.loss)]);
  if (lastEpoch !== null) rows.push([t('Last training loss'), formatFigure(lastEpoch.train.loss)]);
  if (lastEpoch?.validation) rows.push([t('Last validation loss'), formatFigure(lastEpoch.validation.loss)]);
  if (evaluation?.test) rows.push([t('Test split'), listFigures(evaluation.test)], ...listBaselines(evaluation));
  return ['| | |', '|---|---|', ...rows.map(([title, value]) => `| ${title} | ${value} |`)].join('\n');
}

function countExamples({ train, validation, test }: PreparedData['examples']): string {
  const counts = { train: formatCount(train), validation: formatCount(validation), test: formatCount(test) };
  return t('{train} to learn from, {validation} to validate, {test} to test', counts);
}

function listFigures(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => formatMetric(name, value))
    .join(', ');
}

function formatMetric(name: string, value: number): string {
  return `${metricLabel(name)} ${formatFigure(value)}${metricSign(name)}`;
}

/** What the figure that runs are compared by is without a model. */
function listBaselines({ test, baselines }: Evaluation): [string, string][] {
  const metric = headlineFigure(test ?? {})?.metric ?? '';
  return BASELINE_NAMES.flatMap((name): [string, string][] => {
    const value = baselines[name]?.[metric];
    return value === undefined ? [] : [[baselineLabel(name), formatMetric(metric, value)]];
  });
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>~]/g, '\\$&');
}
