import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { describeExpectation, findUnmet } from '../../contracts/expectationTexts.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { Expectation } from '../../contracts/run.ts';
import { UserError } from '../../contracts/userError.ts';
import { RUNS_FOLDER } from '../../core/runs/runFolder.ts';
import { startTrainRun } from '../../core/runs/trainRun.ts';
import type { TrainOutcome, TrainRun } from '../../core/runs/trainRun.ts';
import { tidyProblems } from '../../core/spec/problem.ts';
import { openRunStore, startWorker } from '../cliEnvironment.ts';
import type { CommandLine } from '../commandLine.ts';
import { compareWithDisk } from '../compareWithDisk.ts';
import { invalidSpec } from '../invalidSpec.ts';
import { loadSpec } from '../loadSpec.ts';
import type { Problem } from '../../contracts/problem.ts';
import type { LoadedSpec } from '../loadSpec.ts';
import { followSignals } from '../followSignals.ts';
import { evaluationDetails } from '../outcome.ts';
import type { Outcome, OutcomeStatus } from '../outcome.ts';
import type { Output } from '../output.ts';
import { printEvaluation } from '../printEvaluation.ts';
import { countProblems, printProblems } from '../printProblems.ts';
import { createTrainProgress, printStart } from '../trainProgress.ts';

/**
 * `gatescope train FILE`: a run, from the spec to its evaluation. Data that lack what the spec names, which a look at
 * them shows, make no run.
 */
export async function train(file: string, options: CommandLine, output: Output): Promise<Outcome> {
  const loaded = await loadSpec(file, options.set);
  const isSound = loaded.plan !== null && loaded.untrainable.length === 0;
  const ofDisk = isSound ? await compareWithDisk(loaded) : [];
  const spec = { ...loaded, problems: tidyProblems([...loaded.problems, ...ofDisk]) };
  printProblems(spec, output, (line) => {
    output.complain(line);
  });
  if (spec.plan === null || countProblems(spec.problems, 'error') > 0) return invalidSpec(spec);
  const [untrainable] = spec.untrainable;
  return untrainable === undefined ? trainSpec(spec, spec.plan, options, output) : untrainableSpec(untrainable, output);
}

/** A spec that is right, but asks for more than this version trains: the first such thing is the reason. */
function untrainableSpec({ message }: Problem, output: Output): Outcome {
  output.complain(message);
  return { status: 'invalid', reason: message };
}

async function trainSpec(spec: LoadedSpec, plan: Plan, options: CommandLine, output: Output): Promise<Outcome> {
  const store = openRunStore(options.out ?? join(spec.directory, RUNS_FOLDER));
  const stopPrinting = store.onDidChange(createTrainProgress(output));
  const worker = startWorker(options.threads, (line) => {
    output.complain(line);
  });
  try {
    const run = await startTrainRun({
      client: worker.client,
      store,
      plan,
      specText: spec.text,
      specPath: spec.path,
      baseDirectory: spec.directory,
    });
    const directory = store.pathOf(run.id);
    printStart(run.manifest, directory, output);
    const outcome = await followRun(run, output);
    return { ...describeOutcome(outcome, output), run: run.id, directory };
  } finally {
    stopPrinting();
    await worker.dispose();
  }
}

function followRun(run: TrainRun, output: Output): Promise<TrainOutcome> {
  const onSignal = (asked: number): void => {
    output.complain(
      asked === 1
        ? t('Stopping after this batch; the best weights are kept. Once more leaves the evaluation out.')
        : t('Stopping without an evaluation; the best weights are kept. Once more ends at once.'),
    );
    run.stop();
  };
  return followSignals(onSignal, 2, () => run.outcome);
}

function describeOutcome(outcome: TrainOutcome, output: Output): Outcome {
  const { manifest } = outcome;
  if (outcome.status === 'failed') {
    output.complain(describeFailure(outcome.error));
    return { status: classifyFailure(outcome), reason: manifest.reason };
  }
  const { status, reason, epochs, bestEpoch, evaluation, predictions } = outcome.result;
  const judged = evaluation === null || predictions === null ? null : { evaluation, predictions };
  if (judged !== null) printEvaluation(judged.evaluation, judged.predictions, output);
  output.say(
    [
      status === 'stopped'
        ? t('Stopped. Epochs finished: {epochs}.', { epochs })
        : t('Completed. Epochs finished: {epochs}.', { epochs }),
    ]
      .concat(reason, bestEpoch > 0 ? t('Best epoch: {bestEpoch}.', { bestEpoch }) : '')
      .filter((part) => part !== '')
      .join(' '),
  );
  const { expectations = [] } = manifest;
  const figures = judged === null ? {} : evaluationDetails(judged.evaluation, judged.predictions);
  const details = { epochs, bestEpoch, expectations, ...figures };
  const unmet = printExpectations(expectations, output);
  // Who stopped a training knows that it is not what was asked for.
  return unmet === 0 || status === 'stopped'
    ? { status, reason, ...details }
    : {
        status: 'unmet',
        reason: t('Expectations that are not met: {0} of {1}.', unmet, expectations.length),
        ...details,
      };
}

/** A line for each; answers how many are not met. */
function printExpectations(expectations: readonly Expectation[], output: Output): number {
  for (const one of expectations) {
    if (one.met) output.say(describeExpectation(one));
    else output.complain(describeExpectation(one));
  }
  return findUnmet(expectations).length;
}

/** What was wrong before the data was ready, the person gave us; what went wrong afterwards, happened. */
function classifyFailure({ error, manifest }: TrainOutcome & { readonly status: 'failed' }): OutcomeStatus {
  return error instanceof UserError && manifest.prepared === null ? 'invalid' : 'failed';
}

/** A defect is told with its stack, so that it can be mended. */
function describeFailure(error: Error): string {
  return error instanceof UserError ? error.message : (error.stack ?? error.message);
}
