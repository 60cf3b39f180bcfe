import type { AttentionConfig } from '../../../../src/contracts/layerConfigs.ts';
import type { PlainVariables } from './plainDifferences.ts';

/** Of one example: one list of features a timestep. */
type Rows = readonly (readonly number[])[];

/** Query, value and key of one example, and which timesteps count; `null`: all. */
export interface PlainSight {
  readonly query: Rows;
  readonly value: Rows;
  readonly key: Rows;
  readonly queryCounts: readonly boolean[] | null;
  readonly counts: readonly boolean[] | null;
}

type Of<T extends AttentionConfig['type']> = Extract<AttentionConfig, { readonly type: T }>;

/** `softmax(score(q, k)) v` by the equations as they are written; rows of padding are zeros. */
export function plainAttention(config: Of<'attention'>, variables: PlainVariables, sight: PlainSight): number[][] {
  const { query, value, key, queryCounts } = sight;
  const { scale } = variables;
  return query.map((q, row) => {
    const scores = key.map((k) =>
      config.score === 'dot'
        ? dot(q, k) * (scale?.[0] ?? 1)
        : q.reduce((sum, one, index) => sum + (scale?.[index] ?? 1) * Math.tanh(one + at(k, index)), 0),
    );
    const shares = sharesOf(scores, seenBy(row, config, sight));
    return mix(shares, value).map((one) => (queryCounts?.[row] === false ? 0 : one));
  });
}

/** Attentions over projections, side by side, and projected back (Vaswani et al. 2017). */
export function plainHeads(config: Of<'multiHeadAttention'>, variables: PlainVariables, sight: PlainSight): number[][] {
  const { numHeads, keyDim, valueDim } = config;
  const { query, value, key, queryCounts } = sight;
  const q = project(query, variables, 'query');
  const k = project(key, variables, 'key');
  const v = project(value, variables, 'value');
  const joined = query.map((_, row) =>
    Array.from({ length: numHeads }, (__, head) => {
      const ofHead = (one: readonly number[] | undefined, size: number) =>
        one?.slice(head * size, (head + 1) * size) ?? [];
      const own = ofHead(q[row], keyDim);
      const scores = k.map((other) => dot(own, ofHead(other, keyDim)) / Math.sqrt(keyDim));
      const seen = seenBy(row, config, sight).map((one) => one && queryCounts?.[row] !== false);
      return mix(
        sharesOf(scores, seen),
        v.map((one) => ofHead(one, valueDim)),
      );
    }).flat(),
  );
  return project(joined, variables, 'attention_output');
}

function project(rows: Rows, variables: PlainVariables, name: string): number[][] {
  const kernel = variables[`${name}/kernel`] ?? [];
  const bias = variables[`${name}/bias`];
  const columns = kernel.length / (rows[0]?.length ?? 1);
  return rows.map((row) =>
    Array.from({ length: columns }, (_, column) =>
      row.reduce((sum, one, index) => sum + one * at(kernel, index * columns + column), bias?.[column] ?? 0),
    ),
  );
}

function seenBy(row: number, { causal }: { readonly causal: boolean }, { key, counts }: PlainSight): boolean[] {
  return key.map((_, place) => counts?.[place] !== false && (!causal || place <= row));
}

/** Softmax over what is seen; nothing seen: nothing looked at. */
function sharesOf(scores: readonly number[], seen: readonly boolean[]): number[] {
  const powers = scores.map((score, place) => (seen[place] === true ? Math.exp(score) : 0));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => (total === 0 ? 0 : power / total));
}

function mix(shares: readonly number[], rows: Rows): number[] {
  return (rows[0] ?? []).map((_, column) =>
    shares.reduce((sum, share, row) => sum + share * at(rows[row] ?? [], column), 0),
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, one, index) => sum + one * at(b, index), 0);
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? NaN;
}
