import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../../../src/contracts/problem.ts';
import type { UnreadableData } from '../../../../src/core/data/facts/dataFacts.ts';
import type { SampledData } from '../../../../src/core/data/facts/dataSample.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { checkAgainstData } from '../../../../src/core/spec/checkAgainstData.ts';
import { problemCodes, type ProblemKind } from '../../../../src/core/spec/problemCodes.ts';
import { fakeData } from '../../../fakes/dataSample.ts';
import { specText, type SpecParts } from './specText.ts';

const kinds = new Map(Object.entries(problemCodes).map(([kind, code]) => [code as string, kind as ProblemKind]));

/** What was found. */
export interface Found {
  readonly problems: readonly Problem[];
  /** `kind severity token`, with ` -> suggestion` where there is one. */
  readonly texts: readonly string[];
}

/** What a spec's check beside its data finds. */
export async function find(spec: string, data: SampledData | UnreadableData): Promise<Found> {
  const problems = checkAgainstData(await analyse(spec, 'x.lstm.json'), data);
  const texts = problems.map(({ code, severity, range, suggestion }) => {
    const token = spec.slice(range.start, range.end);
    return `${kinds.get(code) ?? code} ${severity} ${token}${suggestion === undefined ? '' : ` -> ${suggestion}`}`;
  });
  return { problems, texts };
}

/** A spec beside data, which is csv text or what was read. */
export interface Case {
  readonly spec?: SpecParts | string;
  readonly data: SampledData | UnreadableData | string;
  readonly expected: readonly string[];
  /** What the first message says. */
  readonly says?: RegExp;
}

/** A test of specs beside data, each with the problems that are found. */
export function cases(name: string, list: readonly Case[]): void {
  test(name, async () => {
    for (const { spec, data, expected, says } of list) {
      const text = typeof spec === 'string' ? spec : specText(spec);
      const { texts, problems } = await find(text, typeof data === 'string' ? fakeData(data) : data);
      const context = `${text}\n${problems.map(({ message }) => message).join('\n')}`;
      assert.deepEqual(texts, expected, context);
      if (says !== undefined) assert.match(problems[0]?.message ?? '', says);
    }
  });
}

/** A table with the columns `date`, `a`, `b` and `word`, long enough for the usual spec. */
export function tableOf(
  rows = 300,
  change: (row: number, cells: string[]) => string[] = (_row, cells) => cells,
): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const date = new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10);
    return change(row, [date, String(row % 7), String(row * 1.5 - 100), row % 2 === 0 ? 'red' : 'blue']).join(',');
  });
  return ['date,a,b,word', ...lines].join('\n');
}
