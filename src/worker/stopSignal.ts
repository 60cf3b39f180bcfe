/** What a person wants to end: asked once the training, asked once more, or while it evaluates, the evaluation too. */
export class StopSignal {
  #stopped = false;
  #abandoned = false;
  #evaluating = false;

  /** The training ends after the batch at work; what it has learned is evaluated. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** The evaluation ends after the batch at work, without figures. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  stop(): void {
    this.#abandoned ||= this.#stopped || this.#evaluating;
    this.#stopped = true;
  }

  /** From now on there is nothing else to end. */
  startEvaluation(): void {
    this.#evaluating = true;
  }
}
