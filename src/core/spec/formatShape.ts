import type { Shape } from '../../contracts/plan.ts';

/** Writes a shape as `[batch, 100, 50]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.map((size) => size ?? 'batch').join(', ')}]`;
}
