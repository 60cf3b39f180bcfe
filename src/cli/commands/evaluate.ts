import { basename, dirname } from 'node:path';
import { t } from '@vscode/l10n';
import type { Plan } from '../../contracts/plan.ts';
import type { PreparedData } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import type { RunStore } from '../../core/runs/runStore.ts';
import { analyse } from '../../core/spec/analyse.ts';
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
  const plan = await readPlan(store, id, manifest.spec);
  const weights = await store.readWeights(id, options.weights);
  const baseDirectory = dirname(manifest.spec);
  const worker = startWorker(options.threads, (line) => {
    output.complain(line);
  });
  try {
    const fitted = await store.readFitted(id);
    const params = { plan, baseDirectory, weights, fitted };
    const { evaluation, predictions, fingerprint } = await worker.client.request('evaluate', params);
    const dataChanged = fingerprint.sha256 !== prepared.fingerprint.sha256;
    if (dataChanged) warnAboutData(prepared, output);
    printEvaluation(evaluation, predictions, output);
    const where = { run: id, directory: store.pathOf(id), weights: options.weights, dataChanged };
    return { status: 'completed', reason: '', ...where, ...evaluationDetails(evaluation, predictions) };
  } finally {
    await worker.dispose();
  }
}

async function readPlan(store: RunStore, id: string, spec: string): Promise<Plan> {
  const { plan, untrainable } = await analyse(await store.readPlanText(id), basename(spec));
  if (plan !== null && untrainable.length === 0) return plan;
  throw new UserError(t('The spec of the run {id} is not valid in this version of GateScope.', { id }));
}

function warnAboutData({ fingerprint: { path } }: PreparedData, output: Output): void {
  output.complain(t('Warning: {path} is not the file that the run was trained on: its content has changed.', { path }));
}
