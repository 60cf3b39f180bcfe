import type { BatchEvent, EpochEvent, SplitFigures } from '../../contracts/training.ts';
import type { FilePort } from './filePort.ts';
import { RUN_FILES } from './runFolder.ts';
import { encodeFileVersion, encodeScalars } from './tensorboard.ts';
import type { Scalar } from './tensorboard.ts';

export interface TensorBoardLogOptions {
  readonly files: FilePort;
  /** Absolute folder of the run. */
  readonly directory: string;
  readonly clock: () => Date;
}

/**
 * Event files of one run, with the tags of Keras's `TensorBoard` callback. What was measured on the validation split
 * goes to a sub-folder under the same tags: that is how TensorBoard draws both into one chart.
 */
export class TensorBoardLog {
  readonly #options: TensorBoardLogOptions;
  readonly #fileName: string;
  readonly #begun = new Set<string>();

  constructor(options: TensorBoardLogOptions) {
    this.#options = options;
    const seconds = String(Math.floor(options.clock().getTime() / 1000)).padStart(10, '0');
    this.#fileName = `events.out.tfevents.${seconds}.gatescope`;
  }

  async batch({ step, loss, gradientNorm }: BatchEvent): Promise<void> {
    await this.#append('', step, [
      { tag: 'batch_loss', value: loss },
      { tag: 'batch_gradient_norm', value: gradientNorm },
    ]);
  }

  async epoch(event: EpochEvent): Promise<void> {
    await this.#append('', event.epoch, [
      ...collectScalars(event.train),
      { tag: 'epoch_learning_rate', value: event.learningRate },
      { tag: 'epoch_gradient_norm', value: event.gradientNorm },
    ]);
    if (event.validation !== null) {
      await this.#append(RUN_FILES.validation, event.epoch, collectScalars(event.validation));
    }
  }

  async #append(folder: string, step: number, scalars: readonly Scalar[]): Promise<void> {
    const { files, directory, clock } = this.#options;
    const target = folder === '' ? directory : `${directory}/${folder}`;
    const path = `${target}/${this.#fileName}`;
    const wallTime = clock().getTime() / 1000;
    if (!this.#begun.has(folder)) {
      await files.makeDirectory(target);
      await files.appendFile(path, encodeFileVersion(wallTime));
      this.#begun.add(folder);
    }
    await files.appendFile(path, encodeScalars(wallTime, step, scalars));
  }
}

function collectScalars({ loss, metrics }: SplitFigures): Scalar[] {
  const all = Object.entries({ loss, ...metrics });
  return all.map(([name, value]) => ({ tag: `epoch_${name}`, value }));
}
