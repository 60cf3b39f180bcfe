import { t } from '@vscode/l10n';
import { CodeLens, Disposable, EventEmitter, languages, Range, type Event, type TextDocument, type Uri } from 'vscode';
import { hasGates } from '../../core/gates/hasGates.ts';
import type { Analysis } from '../../core/spec/analyse.ts';
import { lenses } from '../../core/spec/lenses.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';
import type { SpecRuns } from './specRuns.ts';

/** The training at work, as far as the lenses ask. */
export interface SpecTraining {
  isTraining(spec: Uri): boolean;
  /** Fires when a training begins or ends. */
  readonly onDidSwitch: Event<void>;
}

/** Puts “Train” above a spec, “Stop” while it trains, and the ways to its latest curves and gates. */
export function registerTrainLens(analyses: DocumentAnalyses, runs: SpecRuns, training: SpecTraining): Disposable {
  const changes = new EventEmitter<void>();
  const change = (): void => {
    changes.fire();
  };
  const provider = languages.registerCodeLensProvider(SPEC_DOCUMENTS, {
    onDidChangeCodeLenses: changes.event,
    async provideCodeLenses(document) {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      const place = lenses(analysis).find(({ kind }) => kind === 'train');
      if (place === undefined) return [];
      const { line } = document.positionAt(place.range.start);
      const built = buildLenses(document.uri, line, { runs, training });
      const inspect = inspectLens(document, analysis, runs);
      return inspect === undefined ? built : [...built, inspect];
    },
  });
  const ends = runs.onDidChange((event) => {
    // A run at work reports each epoch, which changes nothing here.
    if (event.type === 'removed' || (event.type === 'run' && event.value.status !== 'running')) change();
  });
  return Disposable.from(changes, provider, ends, training.onDidSwitch(change));
}

/** Only where there is something to look at: a model that was trained, and has gates. */
function inspectLens(document: TextDocument, analysis: Analysis, runs: SpecRuns): CodeLens | undefined {
  const place = lenses(analysis).find(({ kind }) => kind === 'inspect');
  const trained = runs.latestTrainedOf(document.uri.fsPath);
  if (place === undefined || trained === undefined) return undefined;
  if (analysis.plan !== null && !hasGates(analysis.plan)) return undefined;
  return new CodeLens(documentRange(document, place.range), {
    command: 'gatescope.inspect',
    title: `$(pulse)\u00A0${t('Inspect')}`,
    tooltip: t('What the gates of the latest trained run of this spec do'),
    arguments: [{ key: trained.key }],
  });
}

function buildLenses(
  spec: Uri,
  line: number,
  { runs, training }: { readonly runs: SpecRuns; readonly training: SpecTraining },
): CodeLens[] {
  const range = new Range(line, 0, line, 0);
  const lens = (command: string, title: string, tooltip: string, argument: unknown): CodeLens =>
    new CodeLens(range, { command: `gatescope.${command}`, title, tooltip, arguments: [argument] });
  const train = training.isTraining(spec)
    ? lens('stopTraining', `$(debug-stop)\u00A0${t('Stop')}`, t('Stop training and keep the best weights'), spec)
    : lens('trainModel', `$(play)\u00A0${t('Train')}`, t('Train this model on its data'), spec);
  const latest = runs.latestOf(spec.fsPath);
  if (latest === undefined) return [train];
  const curves = `$(graph-line)\u00A0${t('Show Training Curves')}`;
  const { key } = latest;
  return [train, lens('showTrainingCurves', curves, t('Curves of the latest run of this spec'), { key })];
}
