import type { Shape } from '../../contracts/plan.ts';

/** Writes a shape as `[batch, 100, 50]`; sizes that only the data tells stand by name, `?` where they have none. */
export function formatShape(shape: Shape): string {
  return `[${shape.map((size) => (size === 'unknown' ? '?' : (size ?? 'batch'))).join(', ')}]`;
}
