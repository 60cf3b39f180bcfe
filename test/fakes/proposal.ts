import assert from 'node:assert/strict';
import type { Plan } from '../../src/contracts/plan.ts';
import type { SampledData } from '../../src/core/data/facts/dataSample.ts';
import { analyse } from '../../src/core/spec/analyse.ts';
import { checkAgainstData } from '../../src/core/spec/checkAgainstData.ts';
import { proposeSpec } from '../../src/core/spec/proposeSpec.ts';

/** A proposal that was read back. */
export interface Proposed {
  readonly text: string;
  readonly plan: Plan;
}

/** Proposes a spec, which must be sound by itself and beside its data. */
export async function propose(data: SampledData, source = 'data.csv'): Promise<Proposed> {
  const text = proposeSpec(data, source);
  const analysis = await analyse(text, 'x.lstm.json');
  const problems = [...analysis.problems, ...checkAgainstData(analysis, data)];
  const grave = problems.filter(({ severity }) => severity === 'error' || severity === 'warning');
  assert.deepEqual(grave, [], text);
  assert.ok(analysis.plan);
  return { text, plan: analysis.plan };
}

/** Csv text of a header line and `rows` rows. */
export function table(header: string, rows: number, row: (index: number) => string): string {
  return [header, ...Array.from({ length: rows }, (_, index) => row(index))].join('\n');
}

/** The input of a proposal that reads series. */
export function inputOf({ plan }: Proposed): Extract<Plan['data']['input'], { type: 'timeseries' }> {
  assert.ok(plan.data.input.type === 'timeseries');
  return plan.data.input;
}
