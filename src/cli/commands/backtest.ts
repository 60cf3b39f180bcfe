import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { formatFigure } from '../../contracts/formatFigure.ts';
import { headlineFigure } from '../../contracts/metricTexts.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { BatchEvent, EpochEvent } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { readInitial } from '../../core/runs/readInitial.ts';
import { RUNS_FOLDER } from '../../core/runs/runFolder.ts';
import { startCrossValidation, type FoldResult } from '../../core/search/crossValidate.ts';
import { planFolds } from '../../core/search/planFolds.ts';
import { openRunStore, startWorker } from '../cliEnvironment.ts';
import type { CommandLine } from '../commandLine.ts';
import { followSignals } from '../followSignals.ts';
import { invalidSpec } from '../invalidSpec.ts';
import { loadSpec, type LoadedSpec } from '../loadSpec.ts';
import type { Outcome } from '../outcome.ts';
import type { Output } from '../output.ts';
import { describePeriod, layOutFolds, layOutSummary, summarizeFolds } from '../printFolds.ts';
import { printProblems } from '../printProblems.ts';

/** `gatescope backtest FILE`: a model is trained and judged fold by fold; no run is kept. */
export async function backtest(file: string, options: CommandLine, output: Output): Promise<Outcome> {
  const spec = await loadSpec(file, options.set);
  printProblems(spec, output, (line) => {
    output.complain(line);
  });
  if (spec.plan === null) return invalidSpec(spec);
  const [untrainable] = spec.untrainable;
  if (untrainable !== undefined) throw new UserError(untrainable.message);
  return judge(spec, spec.plan, options, output);
}

async function judge(spec: LoadedSpec, plan: Plan, options: CommandLine, output: Output): Promise<Outcome> {
  const folds = planFolds(plan, options.backtest);
  const { refit } = options.backtest;
  const baseDirectory = spec.directory;
  const initial = await readInitial(openRunStore(options.out ?? join(baseDirectory, RUNS_FOLDER)), plan, baseDirectory);
  const worker = startWorker(options.threads, (line) => {
    output.complain(line);
  });
  const { client } = worker;
  let done = 0;
  const stopListening = client.onEvent(({ type, value }) => {
    if (type === 'batch' || type === 'epoch') output.sayForNow(describeProgress(done + 1, folds.folds, value));
  });
  const onFold = (fold: FoldResult): void => {
    done++;
    output.tell({ type: 'fold', ...fold });
    output.say(describeFold(fold, folds.folds));
  };
  try {
    const work = startCrossValidation({ client, plan, baseDirectory, folds, refit, onFold, ...initial });
    const results = await followSignals(
      () => {
        output.complain(t('Stopping after this batch; what is finished is kept. Once more ends at once.'));
        work.stop();
      },
      1,
      () => work.outcome,
    );
    const summary = summarizeFolds(results);
    printResults(results, plan, output);
    const status = results.length < folds.folds ? 'stopped' : 'completed';
    return { status, reason: '', crossValidation: folds, refit, folds: results, ...summary };
  } finally {
    stopListening();
    await worker.dispose();
  }
}

function printResults(results: readonly FoldResult[], { task }: Plan, output: Output): void {
  if (results.length === 0) return;
  for (const table of [layOutFolds(results, task), layOutSummary(summarizeFolds(results))]) {
    output.say('');
    for (const line of table) output.say(line);
  }
}

function describeProgress(fold: number, folds: number, { epoch, ...event }: BatchEvent | EpochEvent): string {
  const loss = 'loss' in event ? event.loss : event.train.loss;
  return t('Fold {fold}/{folds}: epoch {epoch}, loss {loss}', { fold, folds, epoch, loss: formatFigure(loss) });
}

function describeFold({ fold, period, figures }: FoldResult, folds: number): string {
  const headline = headlineFigure(figures);
  return [
    t('Fold {fold}/{folds}', { fold, folds }),
    ...(period === null ? [] : [describePeriod(period)]),
    ...(headline === null ? [] : [`${headline.metric} ${formatFigure(headline.value)}`]),
  ].join('  ');
}
