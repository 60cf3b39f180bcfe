import type { Plan } from '../../contracts/plan.ts';
import { formatShape } from './formatShape.ts';

/** One layer of a model, for tables that people read. */
export interface LayerRow {
  readonly name: string;
  readonly type: string;
  /** As in `[batch, 100, 50]`. */
  readonly outputShape: string;
  /** Parameters that gradients reach; `null` where the data decides. */
  readonly parameters: number | null;
  /** Whether training changes them. */
  readonly trainable: boolean;
  /** How a recurrent layer is computed; empty for all others. */
  readonly kernel: 'fused' | 'stepwise' | '';
}

/** The layers of a plan, one row each, the head last. */
export function describeModel(plan: Plan): readonly LayerRow[] {
  return plan.model.layers.map(({ name, config, outputShape, parameters, trainable }) => ({
    name,
    type: config.type,
    outputShape: formatShape(outputShape),
    parameters,
    trainable,
    kernel: 'kernel' in config ? config.kernel : '',
  }));
}
