import { describeFindings } from '../../core/gates/findings.ts';
import { readTrainedModel } from '../../node/readTrainedModel.ts';
import { findRun, startWorker } from '../cliEnvironment.ts';
import type { CommandLine } from '../commandLine.ts';
import type { Outcome } from '../outcome.ts';
import type { Output } from '../output.ts';
import { printGates } from '../printGates.ts';

/** `gatescope inspect RUN`: what the gates of a run's model do with examples that it was not trained on. */
export async function inspect(run: string, options: CommandLine, output: Output): Promise<Outcome> {
  const { store, id } = await findRun(run, options.out);
  const { trained, weights } = await readTrainedModel(store, id, options.weights);
  // One batch at a time needs one core.
  const worker = startWorker(1, (line) => {
    output.complain(line);
  });
  try {
    const report = await worker.client.request('inspect', { ...trained, examples: options.examples });
    const findings = describeFindings(report);
    printGates(report, findings, output);
    const where = { run: id, directory: store.pathOf(id), weights };
    return { status: 'completed', reason: '', ...where, ...report, findings };
  } finally {
    await worker.dispose();
  }
}
