import assert from 'node:assert/strict';
import { analyse, type Analysis } from '../../../../src/core/spec/analyse.ts';
import { complete } from '../../../../src/core/spec/complete.ts';
import type { Completion } from '../../../../src/core/spec/complete/completion.ts';
import type { RunCandidate } from '../../../../src/core/spec/complete/valueContext.ts';
import { applyTextEdits } from '../../../../src/core/spec/textEdit.ts';
import type { DataFacts } from '../../../../src/core/data/facts/dataFacts.ts';
import { specText, type SpecParts } from './specText.ts';

/** A text, and where the bar `|` stood in it. */
export interface Cursor {
  readonly text: string;
  readonly offset: number;
}

/** Takes the bar out of a text, or out of a sound spec with some parts replaced. */
export function cursorIn(marked: SpecParts | string): Cursor {
  const whole = typeof marked === 'string' ? marked : specText(marked);
  const offset = whole.indexOf('|');
  assert.ok(offset >= 0, `no bar in ${whole}`);
  return { text: whole.slice(0, offset) + whole.slice(offset + 1), offset };
}

/** Analyses a text with a bar; answers both. */
export async function analyseAt(marked: SpecParts | string): Promise<{ analysis: Analysis; offset: number }> {
  const { text, offset } = cursorIn(marked);
  return { analysis: await analyse(text, 'x.lstm.json'), offset };
}

/** What is offered at the bar, in the order in which an editor shows it. */
export async function completionsAt(
  marked: SpecParts | string,
  facts: DataFacts | null = null,
  runs: readonly RunCandidate[] = [],
): Promise<readonly Completion[]> {
  const { analysis, offset } = await analyseAt(marked);
  const found = complete(analysis, offset, { facts, runs });
  for (const { range, insertText, sortText } of found) {
    assert.ok(range.start <= offset && offset <= range.end, 'an editor takes what covers the cursor only');
    assert.ok(insertText !== '' && sortText !== '');
  }
  return found.toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1));
}

/** The text with one of the completions accepted, its tab stops as `‹placeholder›`. */
export function accept(text: string, { range, insertText, additionalEdits }: Completion): string {
  return applyTextEdits(text, [...additionalEdits, { range, newText: showStops(insertText) }]);
}

/** A snippet as a person sees it: the first of several choices, `‹›` for an empty stop. */
function showStops(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|((?:\\.|[^,|\\])*)[^}]*\|\}/g, '‹$1›')
    .replaceAll(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '‹$1›')
    .replaceAll(/(?<!\\)\$\d+/g, '‹›')
    .replaceAll(/\\([$}\\,|])/g, '$1');
}
