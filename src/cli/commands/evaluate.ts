import { t } from '@vscode/l10n';
import type { PreparedData } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { readTrainedModel } from '../../node/readTrainedModel.ts';
import { findRun, startWorker } from '../cliEnvironment.ts';
import type { CommandLine } from '../commandLine.ts';
import { evaluationDetails } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import type { Output } from '../output.ts';
import { printEvaluation } from '../printEvaluation.ts';

/** `gatescope evaluate RUN`: the weights of a run on its data as it is now. */
export async function evaluate(run: string, options: CommandLine, output: Output): Promise<Outcome> {
  const { store, id } = await findRun(run, options.out);
  const { manifest } = await store.read(id);
  const { prepared } = manifest;
  if (prepared === null) throw new UserError(t('The run {id} ended before it had read its data.', { id }));
  const { trained, weights } = await readTrainedModel(store, id, options.weights);
  const worker = startWorker(options.threads, (line) => {
    output.complain(line);
  });
  try {
    const { evaluation, predictions, fingerprint } = await worker.client.request('evaluate', trained);
    const dataChanged = fingerprint.sha256 !== prepared.fingerprint.sha256;
    if (dataChanged) warnAboutData(prepared, output);
    printEvaluation(evaluation, predictions, output);
    const where = { run: id, directory: store.pathOf(id), weights, dataChanged };
    return { status: 'completed', reason: '', ...where, ...evaluationDetails(evaluation, predictions) };
  } finally {
    await worker.dispose();
  }
}

function warnAboutData({ fingerprint: { path } }: PreparedData, output: Output): void {
  output.complain(t('Warning: {path} is not the file that the run was trained on: its content has changed.', { path }));
}
