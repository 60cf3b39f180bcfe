import { applyEdits, modify } from 'jsonc-parser';

/** Writes `path=value` settings, as `training.epochs=3` or `layers[0].units=8`, into a spec's text; comments stay. */
export function applyOverrides(text: string, overrides: readonly string[]): string {
  return overrides.reduce((before, override) => applyEdits(before, modify(before, [override], 0, {})), text);
}
