import type { FittedPixels } from '../../../contracts/fitted.ts';

/** Maps the values of pictures, whose last axis is the channel, to model units. */
export function createPixelScaler(fitted: FittedPixels): (data: Uint8Array | Float32Array) => Float32Array {
  const maps = fitted.scale.map((scale, channel) => {
    const offset = fitted.offset[channel] ?? 0;
    return (value: number) => (fitted.log1p ? Math.log1p(value) : value) * scale + offset;
  });
  // A byte has 256 values: each is computed once.
  const tables = maps.map((map) => Float32Array.from({ length: 256 }, (_, value) => map(value)));
  return (data) => (data instanceof Uint8Array ? lookUp(data, tables) : compute(data, maps));
}

function lookUp(data: Uint8Array, tables: readonly Float32Array[]): Float32Array {
  const scaled = new Float32Array(data.length);
  for (const [channel, table] of tables.entries()) {
    for (let at = channel; at < data.length; at += tables.length) scaled[at] = table[data[at] ?? 0] ?? 0;
  }
  return scaled;
}

function compute(data: Float32Array, maps: readonly ((value: number) => number)[]): Float32Array {
  const scaled = new Float32Array(data.length);
  for (const [channel, map] of maps.entries()) {
    for (let at = channel; at < data.length; at += maps.length) scaled[at] = map(data[at] ?? 0);
  }
  return scaled;
}
