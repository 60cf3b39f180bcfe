import { t } from '@vscode/l10n';
import type { ShapingConfig } from '../../../contracts/layerConfigs.ts';
import type { Shape } from '../../../contracts/plan.ts';
import { productOf, shapeOnly, sizeAt, type LayerSizes, type ShapeIssue } from './sizes.ts';

/** Shapes of layers that only move values. */
export function shapingSizes(config: ShapingConfig, shape: Shape): LayerSizes | ShapeIssue {
  switch (config.type) {
    case 'flatten':
      return shapeOnly([null, productOf(shape.slice(1))]);
    case 'repeatVector':
      return shapeOnly([null, config.times, sizeAt(shape, 1)]);
    case 'reshape':
      return reshaped(config.targetShape, shape);
  }
}

function reshaped(target: readonly number[], shape: Shape): LayerSizes | ShapeIssue {
  const message = misfit(target, shape);
  if (message !== undefined) return { issue: 'key', key: 'targetShape', message };
  const values = productOf(shape.slice(1));
  const given = target.filter((size) => size > 0).reduce((product, size) => product * size, 1);
  const rest = typeof values === 'number' ? values / given : 'unknown';
  return shapeOnly([null, ...target.map((size) => (size === -1 ? rest : size))]);
}

/** Why a target shape cannot hold the values; `undefined` where it can. */
function misfit(target: readonly number[], shape: Shape): string | undefined {
  const open = target.filter((size) => size === -1).length;
  if (target.includes(0)) return t('A size of 0 holds nothing: sizes are 1 or more, or -1 for whatever is left.');
  if (open > 1) return t('Only one size may be -1: whatever is left cannot be shared out.');
  const values = productOf(shape.slice(1));
  if (typeof values !== 'number') return undefined;
  const given = target.filter((size) => size > 0).reduce((product, size) => product * size, 1);
  if (open === 0 && given === values) return undefined;
  if (open === 1 && values % given === 0) return undefined;
  const named = shape.slice(1).map(String).join(' x ');
  return t('The {0} values of {1} do not fit into {2}.', values, named, `[${target.join(', ')}]`);
}
