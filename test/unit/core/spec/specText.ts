/** Parts of a spec that a test says otherwise than usual, as JSON text. */
export interface SpecParts {
  readonly top?: string;
  readonly data?: string;
  readonly input?: string;
  readonly target?: string;
  readonly layers?: string;
  readonly training?: string;
}

/** A sound forecasting spec as text, with some parts replaced and keys added. */
export function specText(parts: SpecParts = {}): string {
  const input = parts.input ?? '"type": "timeseries", "columns": ["a", "b"], "windowSize": 20';
  const target = parts.target ?? '"type": "timeseries", "columns": ["a"]';
  return [
    '{ "version": 1,',
    parts.top ?? '',
    `"data": { "source": "x.csv", "input": { ${input} }, "target": { ${target} }, ${parts.data ?? ''} },`,
    `"layers": [${parts.layers ?? '{ "type": "lstm", "units": 8 }'}],`,
    `"training": { ${parts.training ?? ''} } }`,
  ].join('\n');
}
