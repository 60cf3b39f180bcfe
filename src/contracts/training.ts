import type { FittedData } from './fitted.ts';
import type { Plan } from './plan.ts';
import type { Evaluation } from './evaluation.ts';
import type { GateReport } from './gates.ts';
import type { NamedSize } from './namedSize.ts';
import type { PredictResult, Question } from './prediction.ts';
import type { Predictions } from './predictions.ts';

/** What the host or the command line asks of the training worker, and what the worker tells while it works. */
export interface TrainingApi {
  readonly requests: {
    /** Trains, evaluates and settles once. Rejects where the run failed. */
    readonly train: (params: TrainParams) => TrainResult;
    /** Evaluates saved weights on the plan's test split, without training. */
    readonly evaluate: (params: EvaluateParams) => EvaluateResult;
    /** Asks saved weights about new data. */
    readonly predict: (params: PredictParams) => PredictResult;
    /** Tells what the gates of saved weights do. */
    readonly inspect: (params: InspectParams) => GateReport;
    /**
     * Ends training after the batch at work; `train` then evaluates and settles as `stopped`. Asked once more, or while it
     * evaluates, the evaluation ends too.
     */
    readonly stop: (params: null) => null;
  };
  readonly events: {
    readonly prepared: PreparedData;
    readonly fitted: FittedData;
    readonly batch: BatchEvent;
    readonly epoch: EpochEvent;
    readonly checkpoint: CheckpointEvent;
  };
}

export interface TrainParams {
  readonly plan: Plan;
  /** Absolute folder against which the plan's `source` is resolved. */
  readonly baseDirectory: string;
  /** What the run of the plan's `initializeFrom` has learned; left out where the plan begins by chance. */
  readonly initial?: LearnedModel;
}

/** What is kept of a run so that its model can be used again. */
export interface LearnedModel {
  /** A checkpoint in safetensors format. */
  readonly weights: Uint8Array;
  /** What it had learned from its training rows to prepare data. */
  readonly fitted: FittedData;
}

export interface EvaluateParams extends TrainParams, LearnedModel {}

/** A trained model, and what it is asked. */
export interface PredictParams extends LearnedModel {
  readonly plan: Plan;
  /** Absolute folder of the spec, against which the plan's `source` is resolved. */
  readonly baseDirectory: string;
  readonly question: Question;
}

/** A trained model whose gates are to be looked at. */
export interface InspectParams extends EvaluateParams {
  /** Examples that are looked at, at most; left out: `DEFAULT_INSPECTED`. */
  readonly examples?: number;
}

export interface EvaluateResult {
  /** Of the data that was evaluated on: it may have changed since the training. */
  readonly fingerprint: DataFingerprint;
  readonly examples: SplitSizes;
  readonly evaluation: Evaluation;
  readonly predictions: Predictions;
}

/** Examples in each split: windows, texts, images, … */
export interface SplitSizes {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** Texts of which more is there than a model reads or learns to write. */
export interface CutTexts {
  readonly inputs: number;
  /** They are judged by whole all the same. */
  readonly targets: number;
}

/** What a training has of the run that it goes on from. */
export interface TakenOver {
  /** Name or folder of the run, as the spec writes it. */
  readonly run: string;
  /** Layers whose first weights are the run's. */
  readonly layers: readonly string[];
  /** Layers with weights that begin anew, and why, localized. */
  readonly anew: readonly { readonly layer: string; readonly why: string }[];
  /** Why a side of the data is not prepared as it was for the run, localized; `null` where it is. */
  readonly preparation: { readonly input: string | null; readonly target: string | null };
}

/** Facts about the data as it was prepared, sent once before the first batch. */
export interface PreparedData {
  readonly fingerprint: DataFingerprint;
  readonly rows: number;
  readonly examples: SplitSizes;
  readonly batchesPerEpoch: number;
  /** Left out where the input is no text. Older runs have none. */
  readonly cut?: CutTexts;
  /** Sizes that only the data tells; `null` for one that differs from batch to batch. Older runs have none. */
  readonly sizes?: Readonly<Partial<Record<NamedSize, number | null>>>;
  /** Localized: what a person should know of the data, though training goes on. Older runs have none. */
  readonly notes?: readonly string[];
  /** Versions of what computes: `tensorflow`, `tfjs`, `node`. */
  readonly versions: Readonly<Record<string, string>>;
  readonly threads: number;
  /** Left out where all first weights are drawn by chance, or read from word vectors. */
  readonly takenOver?: TakenOver;
}

export interface DataFingerprint {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
}

/** Progress inside an epoch, at most 10 a second. */
export interface BatchEvent extends Pace {
  /** Counted from 1. */
  readonly epoch: number;
  /** Batches done in this epoch. */
  readonly batch: number;
  readonly batches: number;
  /** Optimizer steps done since the start of training. */
  readonly step: number;
  /** Loss of this one batch, in model units. */
  readonly loss: number;
  readonly learningRate: number;
  /** Global L2 norm of all gradients before clipping. */
  readonly gradientNorm: number;
}

export interface Pace {
  /** Median over recent steps, in milliseconds. */
  readonly millisecondsPerStep: number;
  /** Those of a usual step in its usual time. */
  readonly examplesPerSecond: number;
  /** Estimated seconds until the last epoch ends. */
  readonly secondsLeft: number;
}

/** What one finished epoch measured. */
export interface EpochEvent extends Pace, EpochFigures {
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  /** Of its last step. */
  readonly learningRate: number;
  /** Mean over the epoch of the global L2 norm of all gradients before clipping. */
  readonly gradientNorm: number;
  /** Wall time of the epoch, validation included, in seconds. */
  readonly seconds: number;
  /** Whether this is the best epoch so far by the monitored figure. */
  readonly best: boolean;
}

/** What one epoch measured of both splits. */
export interface EpochFigures {
  readonly train: SplitFigures;
  /** `null` without a validation split. */
  readonly validation: SplitFigures | null;
}

/** `loss` in model units, every metric in the target's original units. */
export interface SplitFigures {
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Weights of the best epoch, or of the last one. */
export type WeightsKind = 'best' | 'last';

export interface CheckpointEvent {
  /** `epoch`: those of one epoch, kept beside all others. */
  readonly kind: WeightsKind | 'epoch';
  readonly epoch: number;
  /** Every weight, in safetensors format. */
  readonly weights: Uint8Array;
}

export interface TrainResult {
  readonly status: 'completed' | 'stopped';
  /** Epochs finished. */
  readonly epochs: number;
  /** Counted from 1; 0 where no epoch was finished. */
  readonly bestEpoch: number;
  /** Why training ended before its last epoch, for people; empty otherwise. */
  readonly reason: string;
  /** Whose weights the model was left with: the best ones with `restoreBestWeights`, or when stopped. */
  readonly weights: WeightsKind;
  /** What that epoch measured; `null` where no epoch was finished. */
  readonly kept: EpochFigures | null;
  /** Of those weights; `null`: stopped too. */
  readonly evaluation: Evaluation | null;
  /** `null` where there is no evaluation. */
  readonly predictions: Predictions | null;
}
