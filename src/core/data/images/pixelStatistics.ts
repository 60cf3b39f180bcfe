import type { Pixels } from './pictures.ts';

/** What the values of one channel are like. */
export interface PixelStatistics {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** Of the population. */
  readonly deviation: number;
  /** Quantile of a share of the values, interpolated linearly (Hyndman & Fan 1996, type 7). */
  readonly quantile: (share: number) => number;
}

/** Values of a channel that are kept for quantiles where they are not bytes. */
const MOST_KEPT = 1_000_000;

/** Adds up what the channels of pictures are like, piece after piece. */
export interface PixelCounter {
  add(pixels: Pixels): void;
  /** One entry a channel. */
  finish(): readonly PixelStatistics[];
}

/** Bytes are counted exactly, by their 256 values; of other numbers a million a channel are kept, evenly spread. */
export function createPixelCounter(channels: number, values: number): PixelCounter {
  const counts = Array.from({ length: channels }, () => new Float64Array(256));
  const kept: number[][] = Array.from({ length: channels }, () => []);
  const every = Math.max(1, Math.ceil(values / channels / MOST_KEPT));
  let bytes = true;
  return {
    add({ data }) {
      bytes = data instanceof Uint8Array;
      if (data instanceof Uint8Array) countBytes(data, counts);
      else keepNumbers(data, kept, every);
    },
    finish: () => (bytes ? counts.map(describeCounts) : kept.map(describeNumbers)),
  };
}

function countBytes(data: Uint8Array, counts: readonly Float64Array[]): void {
  for (const [channel, histogram] of counts.entries()) {
    for (let at = channel; at < data.length; at += counts.length) {
      const value = data[at] ?? 0;
      histogram[value] = (histogram[value] ?? 0) + 1;
    }
  }
}

function keepNumbers(data: Float32Array, kept: readonly number[][], every: number): void {
  for (const [channel, values] of kept.entries()) {
    for (let at = channel; at < data.length; at += kept.length * every) values.push(data[at] ?? 0);
  }
}

function describeCounts(counts: Float64Array): PixelStatistics {
  let [total, sum] = [0, 0];
  counts.forEach((count, value) => {
    total += count;
    sum += count * value;
  });
  const mean = sum / total;
  let squares = 0;
  counts.forEach((count, value) => (squares += count * (value - mean) ** 2));
  const valueAt = (rank: number): number => {
    let seen = 0;
    return counts.findIndex((count) => (seen += count) > rank);
  };
  return {
    minimum: counts.findIndex((count) => count > 0),
    maximum: counts.findLastIndex((count) => count > 0),
    mean,
    deviation: Math.sqrt(squares / total),
    quantile: (share) => interpolate(valueAt, share * (total - 1)),
  };
}

function describeNumbers(values: readonly number[]): PixelStatistics {
  const sorted = Float64Array.from(values).sort();
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    minimum: sorted[0] ?? 0,
    maximum: sorted.at(-1) ?? 0,
    mean,
    deviation: Math.sqrt(squares / sorted.length),
    quantile: (share) => interpolate((rank) => sorted[rank] ?? 0, share * (sorted.length - 1)),
  };
}

function interpolate(valueAt: (rank: number) => number, position: number): number {
  const low = valueAt(Math.floor(position));
  const share = position - Math.floor(position);
  return share === 0 ? low : low + share * (valueAt(Math.floor(position) + 1) - low);
}
