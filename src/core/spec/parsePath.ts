import type { Path } from './jsonDocument.ts';

/** Reads a path such as `layers[0].units`; `undefined` where it is none. */
export function parsePath(path: string): Path | undefined {
  const steps = path.match(/[^.[\]]+|\[\d+\]/g) ?? [];
  const rebuilt = steps.reduce(
    (whole, step) => (whole === '' || step.startsWith('[') ? whole + step : `${whole}.${step}`),
    '',
  );
  if (steps.length === 0 || rebuilt !== path) return undefined;
  return steps.map((step) => (step.startsWith('[') ? Number(step.slice(1, -1)) : step));
}
