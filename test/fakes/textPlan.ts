import assert from 'node:assert/strict';
import type { Plan } from '../../src/contracts/plan.ts';
import type { TextRows } from '../../src/core/data/text/textRows.ts';
import { storeNumbers } from '../../src/core/data/numberRows.ts';
import { analyse } from '../../src/core/spec/analyse.ts';

/** The parts of a spec of a text task that tests vary. */
export interface TextPlanParts {
  readonly input?: object;
  readonly target?: { readonly type: string; readonly [key: string]: unknown };
  readonly split?: object;
  /** More keys of `data`. */
  readonly data?: object;
  readonly layers?: readonly object[];
  readonly training?: object;
}

/** A plan as the language makes it: a small classifier of the column `text` by `label`, split in the order of the rows. */
export async function fakeTextPlan(parts: TextPlanParts = {}): Promise<Plan> {
  const everyStep = ['tags', 'next', 'text'].includes(parts.target?.type ?? 'category');
  const spec = {
    version: 1,
    data: {
      source: 'data.csv',
      input: { type: 'text', column: 'text', ...parts.input },
      target: parts.target ?? { type: 'category', column: 'label' },
      split: parts.split ?? { type: 'time', probabilities: [0.6, 0.2, 0.2] },
      ...parts.data,
    },
    layers: parts.layers ?? [
      { type: 'embedding', outputDim: 4, maskZero: true },
      { type: 'lstm', units: 4, ...(everyStep ? { returnSequences: true } : {}) },
    ],
    training: { epochs: 1, seed: 7, ...parts.training },
  };
  const { plan, problems } = await analyse(JSON.stringify(spec), 'test');
  assert.ok(plan !== null, JSON.stringify(problems));
  return plan;
}

/** Rows as a reader gives them: the columns `text` and `label`, the first line a header. */
export function fakeTextRows(
  inputs: readonly string[],
  targets: readonly string[] | null,
  more: Partial<TextRows> = {},
): TextRows {
  return {
    input: { name: 'text', cells: inputs },
    target: targets === null ? null : { name: 'label', cells: targets },
    split: null,
    areTokens: false,
    isRunning: false,
    lines: storeNumbers(Array.from(inputs, (_, row) => row + 2)),
    files: [{ source: 'data.csv', firstRow: 0 }],
    ...more,
  };
}
