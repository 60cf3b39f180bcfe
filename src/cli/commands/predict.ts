import { relative } from 'node:path';
import { t } from '@vscode/l10n';
import type { Plan } from '../../contracts/plan.ts';
import { kindOfRun } from '../../core/tasks/predict/kindOfRun.ts';
import { readTrainedModel } from '../../node/readTrainedModel.ts';
import { collectQuestions } from '../askedQuestions.ts';
import { findRun, startWorker } from '../cliEnvironment.ts';
import type { CommandLine } from '../commandLine.ts';
import type { Outcome } from '../outcome.ts';
import type { Output } from '../output.ts';
import { countAnswers, printPrediction, type DescribeInput } from '../printPrediction.ts';
import { shorten } from '../shorten.ts';

/** `gatescope predict RUN`: what the model of a run says of new data. */
export async function predict(
  run: string,
  options: CommandLine,
  output: Output,
  readStdin: () => Promise<string>,
): Promise<Outcome> {
  const { store, id } = await findRun(run, options.out);
  const { trained, weights } = await readTrainedModel(store, id, options.weights);
  const questions = await collectQuestions(options.ask, trained.plan, readStdin);
  // One batch at a time needs one core.
  const worker = startWorker(1, (line) => {
    output.complain(line);
  });
  try {
    let count = 0;
    for (const question of questions) {
      const result = await worker.client.request('predict', { ...trained, question });
      printPrediction(result, describeInputs(trained.plan), output);
      count += countAnswers(result);
    }
    return { status: 'completed', reason: '', run: id, directory: store.pathOf(id), weights, count };
  } finally {
    await worker.dispose();
  }
}

/** Pictures by their paths from here, rows without a name by their numbers, texts as far as there is room. */
function describeInputs(plan: Plan): DescribeInput {
  if (kindOfRun(plan) === 'pictures') return ({ input }) => relative('', input);
  return ({ row, input }) => (input === '' ? t('row {0}', row) : shorten(input));
}
