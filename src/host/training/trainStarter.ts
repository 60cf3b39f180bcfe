import type { Uri } from 'vscode';
import type { Trainer, TrainableSpec, Training } from './trainer.ts';

export interface TrainStarterOptions {
  readonly trainer: Pick<Trainer, 'current' | 'start' | 'stop'>;
  /** Saves and checks a spec. Where it cannot be trained it says so, and does not wait until that was read. */
  readonly prepare: (uri: Uri) => Promise<TrainableSpec | undefined>;
  /** Makes sure that TensorFlow can be loaded. Answers `false` where the person does not want that. */
  readonly provideTensorFlow: () => Promise<boolean>;
  /** What a person decides about a model that trains already. */
  readonly ask: {
    /** Shows the training of the very spec that was to be trained. */
    readonly showCurves: (key: string) => void;
    /** Asks whether the training of this model shall end for the new one. */
    readonly toStop: (name: string) => Promise<boolean>;
  };
}

/** From a click on Train to a training at work: one click at a time, and one model at a time. */
export class TrainStarter {
  readonly #options: TrainStarterOptions;
  /** A second click while the first one still saves or downloads starts nothing. */
  #starting = false;

  constructor(options: TrainStarterOptions) {
    this.#options = options;
  }

  /** Answers `undefined` where nothing was started, and the person knows why. */
  async start(uri: Uri): Promise<Training | undefined> {
    if (this.#starting) return undefined;
    this.#starting = true;
    try {
      const spec = await this.#options.prepare(uri);
      if (spec === undefined) return undefined;
      if (this.#options.trainer.current === undefined) return await this.#begin(spec);
      uri = spec.uri;
    } finally {
      this.#starting = false;
    }
    // Not while a click counts as the second one: a question may stand for as long as a person likes.
    return (await this.#makeRoom(uri)) ? this.start(uri) : undefined;
  }

  async #begin(spec: TrainableSpec): Promise<Training | undefined> {
    return (await this.#options.provideTensorFlow()) ? this.#options.trainer.start(spec) : undefined;
  }

  /** Two models at a time would fight for the same cores. */
  async #makeRoom(uri: Uri): Promise<boolean> {
    const { trainer, ask } = this.#options;
    const { current } = trainer;
    if (current === undefined) return true;
    if (current.spec.fsPath === uri.fsPath) {
      ask.showCurves(current.key);
      return false;
    }
    if (current.stopping) {
      // Stopped once more, it would leave its evaluation out.
      await current.outcome;
      return true;
    }
    if (!(await ask.toStop(current.manifest.name))) return false;
    // It may have ended while the question stood, and another one may have begun: about that one nobody was asked.
    if (trainer.current === current) await trainer.stop(current.key);
    return true;
  }
}
