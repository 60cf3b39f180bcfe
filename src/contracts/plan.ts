import type { DataPlan } from './dataPlan.ts';
import type { LayerConfig } from './layerConfigs.ts';
import type { NamedSize } from './namedSize.ts';
import type { AssertionPlan, ProbePlan, SearchPlan } from './searchPlan.ts';
import type { TrainingPlan } from './trainingPlan.ts';

/**
 * What a valid spec means, with every default written out. `core/spec` makes it from a document; nothing in it needs
 * the document again. Sizes that only the data tells are named; `KnownModel` has them as numbers.
 */
export interface Plan {
  /** Title for people, from the spec's `name` or its file name. */
  readonly name: string;
  readonly task: Task;
  readonly data: DataPlan;
  readonly model: ModelPlan;
  readonly training: TrainingPlan;
  readonly search: SearchPlan | null;
  readonly probes: readonly ProbePlan[];
  readonly assert: readonly AssertionPlan[];
}

/** What a model is for; follows from the types of input and target. */
export type Task = 'forecasting' | 'regression' | 'classification' | 'tagging' | 'translation' | 'languageModel';

/** A size of a tensor: a number, `null` for the batch, or what only the data tells. */
export type Size = number | null | NamedSize;

/** Sizes of a tensor, the batch first. */
export type Shape = readonly Size[];

export interface ModelPlan {
  /** Shape of the data as the first layer sees it, as in `[null, windowSize, columns]`. */
  readonly inputShape: Shape;
  /** In the order of computation. The head that follows from the task is the last one. */
  readonly layers: readonly LayerPlan[];
  /** Parameters that gradients reach, those of frozen layers too, of all layers together; `null` where the data decides. */
  readonly parameters: number | null;
  /** Parameters that no gradient reaches, such as running means; `null` where the data decides. */
  readonly nonTrainable: number | null;
}

export interface LayerPlan {
  /** Unique in the model, as in Keras: `lstm`, `lstm_1`, …, or the name given in the spec. */
  readonly name: string;
  readonly config: LayerConfig;
  /** Names of the layers that feed it; `input` is the data. */
  readonly inputs: readonly string[];
  /** Shapes of what feeds it, one an entry of `inputs`. */
  readonly inputShapes: readonly Shape[];
  /** The first of `inputShapes`. */
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** Parameters that gradients reach; `null` where the data decides. */
  readonly parameters: number | null;
  /** Parameters that no gradient reaches. */
  readonly nonTrainable: number | null;
  /** Whether training changes the layer. A frozen one stays as it is, what it keeps of the data too. */
  readonly trainable: boolean;
  /** Index in the spec's `layers`, or `null` for the head that follows from the task. */
  readonly specIndex: number | null;
}

/** Sizes of a tensor; `null` is the batch, or a length that differs from batch to batch. */
export type KnownShape = readonly (number | null)[];

/** A model whose named sizes the data has told: what the engine builds. */
export interface KnownModel {
  readonly inputShape: KnownShape;
  readonly layers: readonly KnownLayer[];
  readonly parameters: number;
  readonly nonTrainable: number;
}

export interface KnownLayer extends LayerPlan {
  readonly inputShapes: readonly KnownShape[];
  readonly inputShape: KnownShape;
  readonly outputShape: KnownShape;
  readonly parameters: number;
  readonly nonTrainable: number;
}
