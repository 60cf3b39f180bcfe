import { t } from '@vscode/l10n';
import type { MergingConfig } from '../../../contracts/layerConfigs.ts';
import type { Shape, Size } from '../../../contracts/plan.ts';
import { formatShape } from '../formatShape.ts';
import { canEqual, shapeOnly, sizeAt, sumOf, type LayerSizes, type ShapeIssue } from './sizes.ts';

/** Shapes of layers that join several inputs. */
export function mergingSizes(config: MergingConfig, shapes: readonly Shape[]): LayerSizes | ShapeIssue {
  const [first = []] = shapes;
  const other = shapes.find((shape) => shape.length !== first.length);
  if (other !== undefined) {
    const message = t(
      '{0} and {1} have different numbers of sizes: join shapes of one kind.',
      formatShape(first),
      formatShape(other),
    );
    return { issue: 'key', key: 'inputs', message };
  }
  return config.type === 'concatenate' ? sideBySide(config.axis, first, shapes) : valueByValue(first, shapes);
}

function sideBySide(axis: number, first: Shape, shapes: readonly Shape[]): LayerSizes | ShapeIssue {
  const place = axis < 0 ? first.length + axis : axis;
  if (place < 1 || place >= first.length) {
    const message = t('{0} has no size {1} to join along; the batch cannot be joined.', formatShape(first), axis);
    return { issue: 'key', key: 'axis', message };
  }
  const other = shapes.find((shape) =>
    shape.some((size, index) => index !== place && !canEqual(size, sizeAt(first, index))),
  );
  if (other !== undefined) {
    const message = t(
      '{0} and {1} differ in more than the size that they are joined along.',
      formatShape(first),
      formatShape(other),
    );
    return { issue: 'key', key: 'inputs', message };
  }
  return shapeOnly(
    first.map((size, index) => (index === place ? sumOf(shapes.map((shape) => sizeAt(shape, index))) : size)),
  );
}

function valueByValue(first: Shape, shapes: readonly Shape[]): LayerSizes | ShapeIssue {
  const other = shapes.find((shape) => shape.some((size, index) => !canBroadcast(size, sizeAt(first, index))));
  if (other !== undefined) {
    const message = t(
      '{0} and {1} must be equal to be joined value by value: put a dense layer between.',
      formatShape(first),
      formatShape(other),
    );
    return { issue: 'key', key: 'inputs', message };
  }
  return shapeOnly(
    first.map((size, index) =>
      widest(
        shapes.map((shape) => sizeAt(shape, index)),
        size,
      ),
    ),
  );
}

function canBroadcast(a: Size, b: Size): boolean {
  return a === 1 || b === 1 || canEqual(a, b);
}

function widest(sizes: Shape, first: Size): Size {
  return sizes.find((size) => typeof size === 'number' && size > 1) ?? sizes.find((size) => size !== 1) ?? first;
}
