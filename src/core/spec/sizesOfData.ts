import type { LayerPlan, Plan, Shape } from '../../contracts/plan.ts';
import type { DataFacts } from '../data/facts/dataFacts.ts';
import { OWN_LABELS } from '../data/facts/ownLabels.ts';
import { resolveModel, type KnownSizes } from './resolveModel.ts';

/** Sizes that a look at the data tells for certain: labels, where every row was looked at. */
export function sizesOfData({ data }: Plan, facts: DataFacts): KnownSizes {
  const { target } = data;
  if (target.type !== 'category' && target.type !== 'tags') return {};
  if (!facts.rows.exact || facts.rowsSampled < facts.rows.count) return {};
  const isTarget = (name: string): boolean =>
    target.column === null ? isOwn(name, target.type) : name === target.column;
  const labels = facts.columns.find(({ name }) => isTarget(name))?.classes.length ?? 0;
  if (labels === 0) return {};
  return target.type === 'tags' ? { tags: labels } : { classes: labels };
}

/** Whether pictures, or a file of tagged sentences, have a column without a name in the spec. */
function isOwn(name: string, type: 'category' | 'tags'): boolean {
  return type === 'tags' ? name === 'tags' : OWN_LABELS.has(name);
}

/** The plan with numbers for the sizes that the data tells, where they are all known and fit; else as it is. */
export function withSizes(plan: Plan, sizes: KnownSizes): Plan {
  try {
    const { layers, parameters, nonTrainable } = resolveModel(plan.model, sizes);
    return { ...plan, model: { ...plan.model, layers: layers.map(named), parameters, nonTrainable } };
  } catch {
    // Some size is open still, or one of an older run no longer fits: the names tell enough.
    return plan;
  }
}

/** A length that differs from batch to batch keeps its name. */
function named<L extends LayerPlan>(layer: L): L {
  const name = (shape: Shape): Shape => shape.map((size, axis) => (size === null && axis > 0 ? 'time' : size));
  return { ...layer, inputShape: name(layer.inputShape), outputShape: name(layer.outputShape) };
}
