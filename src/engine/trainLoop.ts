import { setImmediate as nextTurn } from 'node:timers/promises';
import { t } from '@vscode/l10n';
import type { CheckpointPlan, TrainingPlan } from '../contracts/trainingPlan.ts';
import type {
  BatchEvent,
  CheckpointEvent,
  EpochEvent,
  EpochFigures,
  SplitFigures,
  WeightsKind,
} from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import { countBatches, planBatches, planInOrder, trainingOrder, type BatchOrder } from '../core/data/batches.ts';
import type { Batch, Dataset } from '../core/data/dataset.ts';
import { createRandom } from '../core/random.ts';
import type { FigureAccumulator } from '../core/tasks/preparedTask.ts';
import { evaluateSplit } from './answerDataset.ts';
import { countEntries } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import { encodeWeights } from './checkpoint.ts';
import { describeMonitor } from './describeMonitor.ts';
import { feedBatches } from './feedBatches.ts';
import { findNonFinite } from './findNonFinite.ts';
import { createImprovement, type Improvement } from './improvement.ts';
import { createObjective, type Objective } from './objective.ts';
import { createLearningRate, type LearningRate } from './learningRate.ts';
import { keepValues, type ModelValues } from './modelValues.ts';
import { createPaceMeter, type PaceMeter } from './paceMeter.ts';
import { createPlateau, type Plateau } from './plateau.ts';
import type { ShardCrew } from './shards/shareRound.ts';
import { createTeacher, type Teacher } from './teacherForcing.ts';
import type { StepResult, TrainStep } from './trainStep.ts';

export interface TrainLoopOptions {
  readonly model: Model;
  readonly training: TrainingPlan;
  /** Improves that model; stays with the caller. */
  readonly step: TrainStep;
  readonly train: Dataset;
  readonly validation: Dataset | null;
  /** Threads that answer validation batches at the same time; `null` or left out: none. */
  readonly crew?: ShardCrew | null;
  /** A fresh accumulator for one pass over one split. */
  readonly figures: () => FigureAccumulator;
  /** Looked at after every batch. */
  readonly signal: { readonly stopped: boolean };
  /** Milliseconds since any fixed moment, never going back. */
  readonly clock: () => number;
  readonly on: {
    batch(event: BatchEvent): void;
    epoch(event: EpochEvent): void;
    /** Told before the epoch that it belongs to. */
    checkpoint(event: CheckpointEvent): void;
  };
}

export interface TrainLoopResult {
  readonly status: 'completed' | 'stopped';
  /** Epochs finished. */
  readonly epochs: number;
  /** Counted from 1; 0 where no epoch was finished. */
  readonly bestEpoch: number;
  /** Localized: why training ended before its last epoch; empty otherwise. */
  readonly reason: string;
  /** Whose weights the model is left with. */
  readonly weights: WeightsKind;
  /** What that epoch measured; `null` where no epoch was finished. */
  readonly kept: EpochFigures | null;
}

/**
 * Trains the model in place and leaves it with its last weights, or with those of the best epoch: where
 * `restoreBestWeights` asks for it, where training was stopped, and where it failed. Throws a UserError where the loss
 * or the gradient stops being finite.
 */
export async function trainLoop(options: TrainLoopOptions): Promise<TrainLoopResult> {
  const session = new TrainingSession(options);
  try {
    return await session.run();
  } finally {
    session.dispose();
  }
}

/** Batch events are at least this many milliseconds apart. */
const batchEventInterval = 100;

/** Sums over the training batches of one epoch. */
interface EpochSums {
  readonly figures: FigureAccumulator;
  /** Sum of each batch's loss times its entries that count. */
  loss: number;
  entries: number;
  gradientNorm: number;
}

/** The best epoch's weights and the last ones always, unless the plan wants fewer, or those of some epochs too. */
function kindsOf(plan: CheckpointPlan | null, epoch: number, best: boolean): readonly CheckpointEvent['kind'][] {
  const kept: readonly CheckpointEvent['kind'][] = best ? ['best'] : [];
  if (plan === null) return [...kept, 'last'];
  if (plan.saveBestOnly) return kept;
  return epoch % plan.everyEpochs === 0 ? [...kept, 'last', 'epoch'] : kept;
}

function watchCheckpoints(plan: CheckpointPlan | null, hasValidation: boolean): Improvement | null {
  if (plan === null) return null;
  return createImprovement({ monitor: plan.monitor, minDelta: 0, patience: Infinity }, hasValidation, 'checkpoint');
}

class TrainingSession {
  readonly #options: TrainLoopOptions;
  readonly #order: BatchOrder;
  readonly #batches: number;
  readonly #objective: Objective;
  readonly #improvement: Improvement;
  readonly #pace: PaceMeter;
  /** Watches for the weights that are kept on disk, which may be another figure's best than that which ends training. */
  readonly #kept: Improvement;
  readonly #schedule: LearningRate;
  readonly #teacher: Teacher;
  readonly #plateau: Plateau;
  /** What the plateaus have made of the first learning rate. */
  #lowered: number;
  #steps = 0;
  /** Room for the order of the examples in an epoch. */
  #room: Uint32Array | null = null;
  /** Of the last step done. */
  #lastLearningRate = 0;
  /** What the best and the last epoch measured. */
  #measured: { readonly best: EpochFigures; readonly last: EpochFigures } | null = null;
  #lastBatchEvent = -Infinity;
  /** Weights and state of the best epoch, owned. */
  #best: ModelValues | null = null;

  constructor(options: TrainLoopOptions) {
    const { training, train, validation } = options;
    this.#options = options;
    this.#order = trainingOrder(options.model.plan, training);
    this.#batches = countBatches(train, this.#order);
    this.#objective = createObjective(training.loss, options.model.plan);
    this.#improvement = createImprovement(training.earlyStopping, validation !== null);
    this.#pace = createPaceMeter(training.epochs, this.#batches);
    this.#kept = watchCheckpoints(training.checkpoint, validation !== null) ?? this.#improvement;
    this.#teacher = createTeacher(options.model, training.seed);
    this.#schedule = createLearningRate(training.learningRateSchedule, { steps: training.epochs * this.#batches });
    this.#plateau = createPlateau(training.reduceLROnPlateau);
    this.#lowered = training.optimizer.learningRate;
  }

  async run(): Promise<TrainLoopResult> {
    const { training } = this.#options;
    let finished = 0;
    try {
      while (finished < training.epochs) {
        const outcome = await this.#runEpoch(finished + 1);
        if (outcome === 'stopped') return this.#end('stopped', finished, t('Stopped.'));
        finished++;
        if (outcome === 'patienceOver') return this.#end('completed', finished, this.#patienceReason(finished));
      }
      return this.#end('completed', finished, '');
    } catch (error) {
      this.#restoreBest();
      throw error;
    }
  }

  dispose(): void {
    this.#best?.dispose();
    this.#best = null;
  }

  async #runEpoch(epoch: number): Promise<'finished' | 'patienceOver' | 'stopped'> {
    const { clock } = this.#options;
    this.#pace.startEpoch(clock());
    const sums = await this.#trainEpoch(epoch);
    if (sums === null) return 'stopped';
    const validation = await this.#validate();
    if (validation === 'stopped') return 'stopped';
    const train = { loss: sums.loss / sums.entries, metrics: sums.figures.values() };
    const verdict = this.#improvement.judge(epoch, train, validation);
    if (verdict.best) this.#keepBest();
    const last = { train, validation };
    this.#measured = { best: verdict.best ? last : (this.#measured?.best ?? last), last };
    const best = this.#isKept(epoch, verdict.best, train, validation);
    this.#emitEpoch(epoch, best, { ...last, gradientNorm: sums.gradientNorm / this.#batches });
    this.#lowered = this.#plateau.judge(this.#lowered, train, validation);
    return verdict.stop ? 'patienceOver' : 'finished';
  }

  /** Whether this epoch's weights are the best so far, of those epochs that are looked at. */
  #isKept(epoch: number, best: boolean, train: SplitFigures, validation: SplitFigures | null): boolean {
    const { checkpoint } = this.#options.training;
    if (checkpoint === null) return best;
    return epoch % checkpoint.everyEpochs === 0 && this.#kept.judge(epoch, train, validation).best;
  }

  get #nextLearningRate(): number {
    return this.#schedule(this.#steps, this.#lowered);
  }

  /** `null` where training was stopped on the way. */
  async #trainEpoch(epoch: number): Promise<EpochSums | null> {
    const { train, figures, signal } = this.#options;
    const sums: EpochSums = { figures: figures(), loss: 0, entries: 0, gradientNorm: 0 };
    let number = 0;
    for await (const { batch } of feedBatches(train, this.#orderBatches(epoch))) {
      number++;
      await this.#trainBatch(epoch, number, batch, sums);
      // Lets messages in, such as the one that stops training.
      await nextTurn();
      if (signal.stopped) return null;
    }
    return sums;
  }

  /** An epoch's order depends on the seed and its number alone. */
  #orderBatches(epoch: number): Iterable<Uint32Array> {
    const { training, train } = this.#options;
    if (!training.shuffle) return planInOrder(train, this.#order);
    this.#room ??= new Uint32Array(train.count);
    const random = createRandom(training.seed).fork(`shuffle/${String(epoch)}`);
    return planBatches(train, training.batchSize, random, this.#room);
  }

  async #trainBatch(epoch: number, number: number, batch: Batch, sums: EpochSums): Promise<void> {
    const learningRate = this.#nextLearningRate;
    const shown = this.#teacher(batch, epoch, this.#steps);
    const result = await this.#options.step.run(shown, this.#steps, learningRate);
    if (!result.finite) throw this.#nonFiniteError(epoch, number, batch);
    const entries = countEntries(batch);
    this.#steps++;
    this.#lastLearningRate = learningRate;
    sums.figures.add(batch, result.answers);
    sums.loss += result.loss * entries;
    sums.entries += entries;
    sums.gradientNorm += result.gradientNorm;
    this.#pace.stepDone(this.#options.clock(), batch.size);
    this.#emitBatch(epoch, number, result, learningRate);
  }

  async #validate(): Promise<SplitFigures | null | 'stopped'> {
    const { model, training, validation, figures, signal, crew = null } = this.#options;
    if (validation === null) return null;
    const { batchSize, metrics } = training;
    const write = metrics.includes('bleu');
    const questions = { model, objective: this.#objective, dataset: validation, batchSize, signal, write, crew };
    return (await evaluateSplit(questions, figures())) ?? 'stopped';
  }

  #emitBatch(epoch: number, batch: number, { loss, gradientNorm }: StepResult, learningRate: number): void {
    const { clock, on } = this.#options;
    const now = clock();
    if (now - this.#lastBatchEvent < batchEventInterval) return;
    this.#lastBatchEvent = now;
    const pace = this.#pace.pace(epoch, batch);
    on.batch({ epoch, batch, batches: this.#batches, step: this.#steps, loss, learningRate, gradientNorm, ...pace });
  }

  /** What an epoch reports is on disk before it is shown: its checkpoints come first. */
  #emitEpoch(epoch: number, best: boolean, measured: EpochFigures & Pick<EpochEvent, 'gradientNorm'>): void {
    const { model, training, clock, on } = this.#options;
    const weights = encodeWeights(model);
    for (const kind of kindsOf(training.checkpoint, epoch, best)) on.checkpoint({ kind, epoch, weights });
    const seconds = this.#pace.epochDone(clock());
    const pace = this.#pace.pace(epoch, this.#batches);
    const progress = { epoch, epochs: training.epochs, step: this.#steps, learningRate: this.#lastLearningRate };
    on.epoch({ ...progress, ...measured, ...pace, seconds, best });
  }

  #keepBest(): void {
    this.#best?.dispose();
    this.#best = keepValues(this.#options.model);
  }

  #restoreBest(): void {
    this.#best?.giveTo(this.#options.model);
  }

  #end(status: 'completed' | 'stopped', epochs: number, reason: string): TrainLoopResult {
    const restore = this.#options.training.earlyStopping?.restoreBestWeights === true || status === 'stopped';
    if (restore) this.#restoreBest();
    const weights = restore ? 'best' : 'last';
    const kept = this.#measured?.[weights] ?? null;
    return { status, epochs, bestEpoch: this.#improvement.bestEpoch, reason, weights, kept };
  }

  #patienceReason(epoch: number): string {
    const { monitor, bestEpoch } = this.#improvement;
    const values = { epoch, figure: describeMonitor(monitor), best: bestEpoch };
    return this.#options.training.earlyStopping?.restoreBestWeights === true
      ? t(
          'Stopped early after epoch {epoch}: {figure} has not improved since epoch {best}, whose weights are kept.',
          values,
        )
      : t('Stopped early after epoch {epoch}: {figure} has not improved since epoch {best}.', values);
  }

  #nonFiniteError(epoch: number, number: number, batch: Batch): UserError {
    const { model } = this.#options;
    const where = findNonFinite({ model, objective: this.#objective, batch, step: this.#steps });
    return new UserError(
      t(
        'Training met numbers that are not finite in epoch {epoch}, batch {batch} (step {step}). {where} Lower "learningRate", set "globalClipNorm" (1 is a good start), and check that the data is normalized.',
        { epoch, batch: number, step: this.#steps + 1, where },
      ),
    );
  }
}
