import { t } from '@vscode/l10n';
import { ProgressLocation, window, type CancellationToken } from 'vscode';
import type { GateReport } from '../../contracts/gates.ts';
import type { Client } from '../../contracts/rpc.ts';
import type { TrainingApi } from '../../contracts/training.ts';
import { readTrainedModel, type TrainedParams } from '../../node/readTrainedModel.ts';
import type { LocatedRun } from '../shared/runLibrary.ts';
import type { GateDocuments } from './gateDocuments.ts';
import { describeGates } from './gatesDocument.ts';

/** What the command needs of the rest of the editor. */
export interface InspectCommandOptions {
  /** Starts a thread that is free: gates may be looked at while another model trains. */
  readonly startWorker: () => { readonly client: Client<TrainingApi>; dispose(): Promise<void> };
  /** Makes sure that TensorFlow can be loaded. Answers `false` where the person does not want that. */
  readonly provideTensorFlow: () => Promise<boolean>;
  readonly documents: GateDocuments;
}

/** The command “Inspect Gates of Run”: runs a trained model over examples and says what its gates do. */
export class InspectCommand {
  readonly #options: InspectCommandOptions;

  constructor(options: InspectCommandOptions) {
    this.#options = options;
  }

  /** Settles when the report stands in an editor, or was not wanted. Rejects with a `UserError` for what a person can mend. */
  async run({ key, store, manifest }: LocatedRun): Promise<void> {
    const { id, name } = manifest;
    const { trained } = await readTrainedModel(store, id, null);
    const { provideTensorFlow, documents } = this.#options;
    if (!(await provideTensorFlow())) return;
    const title = t('Looking at the gates of {0}', name);
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    const report = await window.withProgress(options, (_, token) => this.#inspect(trained, token));
    if (report !== null) await documents.show(key, describeGates(name, id, report));
  }

  /** `null` where the person turned back. */
  async #inspect(trained: TrainedParams, token: CancellationToken): Promise<GateReport | null> {
    const worker = this.#options.startWorker();
    const ending = token.onCancellationRequested(() => void worker.dispose());
    try {
      return await worker.client.request('inspect', trained);
    } catch (error) {
      if (token.isCancellationRequested) return null;
      throw error;
    } finally {
      ending.dispose();
      await worker.dispose();
    }
  }
}
