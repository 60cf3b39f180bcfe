/**
 * Which frames of a clip are looked at: `wanted` of them, spread evenly from the first to the last; all of a clip that
 * has no more.
 */
export function chooseFrames(available: number, wanted: number): readonly number[] {
  if (available <= wanted) return Array.from({ length: available }, (_, frame) => frame);
  if (wanted === 1) return [Math.floor((available - 1) / 2)];
  return Array.from({ length: wanted }, (_, index) => Math.round((index * (available - 1)) / (wanted - 1)));
}
