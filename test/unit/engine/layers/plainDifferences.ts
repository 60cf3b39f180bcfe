import assert from 'node:assert/strict';
import type { Random } from '../../../../src/core/random.ts';

/** Numbers that a loss depends on, by what they are, row-major. */
export type PlainVariables = Readonly<Record<string, readonly number[]>>;

/** Normal numbers as single precision holds them. */
export function normals(random: Random, length: number, scale: number): number[] {
  return Array.from({ length }, () => Math.fround(random.normal() * scale));
}

/** A loss in which every output has a weight of its own. */
export function plainLoss(outputs: readonly number[]): number {
  return outputs.reduce((sum, output, index) => sum + output * Math.sin(index + 1), 0);
}

/**
 * Holds gradients against central differences of a loss in double precision: along random directions of length 1, which
 * every single number has a part in, and by some numbers alone.
 */
export function assertPlainGradients(
  variables: PlainVariables,
  gradients: Readonly<Record<string, ArrayLike<number>>>,
  loss: (variables: PlainVariables) => number,
  random: Random,
): void {
  for (const [name, values] of Object.entries(variables)) {
    const gradient = Array.from(gradients[name] ?? []);
    assert.equal(gradient.length, values.length, name);
    const tolerance = 1e-5 + 3e-6 * Math.hypot(...gradient);
    for (const direction of directionsOf(values.length, random)) {
      const at = (step: number) =>
        loss({ ...variables, [name]: values.map((value, index) => value + step * (direction[index] ?? 0)) });
      const step = 1e-4;
      const expected = (at(step) - at(-step)) / (2 * step);
      const actual = gradient.reduce((sum, slope, index) => sum + slope * (direction[index] ?? 0), 0);
      assert.ok(
        Math.abs(actual - expected) <= tolerance,
        `gradient of ${name}: ${String(actual)}, by differences ${String(expected)}`,
      );
    }
  }
}

function directionsOf(length: number, random: Random): readonly (readonly number[])[] {
  if (length === 0) return [];
  const whole = Array.from({ length: 2 }, () => {
    const direction = Array.from({ length }, () => random.normal());
    const norm = Math.hypot(...direction);
    return direction.map((value) => value / norm);
  });
  const single = Array.from({ length: Math.min(length, 6) }, () => {
    const place = Math.floor(random.next() * length);
    return Array.from({ length }, (_, index) => Number(index === place));
  });
  return [...whole, ...single];
}
