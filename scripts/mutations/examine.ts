import assert from 'node:assert/strict';
import type { OffsetRange, Problem } from '../../src/contracts/problem.ts';
import { UserError } from '../../src/contracts/userError.ts';
import type { UnreadableData } from '../../src/core/data/facts/dataFacts.ts';
import { factsOf, type SampledData } from '../../src/core/data/facts/dataSample.ts';
import type { Random } from '../../src/core/random.ts';
import { analyse, type Analysis } from '../../src/core/spec/analyse.ts';
import { applyOverrides } from '../../src/core/spec/applyOverrides.ts';
import { checkAgainstData } from '../../src/core/spec/checkAgainstData.ts';
import { checkAgainstRuns } from '../../src/core/spec/checkAgainstRuns.ts';
import { complete } from '../../src/core/spec/complete.ts';
import { definition } from '../../src/core/spec/definition.ts';
import { describeModel } from '../../src/core/spec/describeModel.ts';
import type { Fix } from '../../src/core/spec/fix/fix.ts';
import { fixAll, fixesFor } from '../../src/core/spec/fixes.ts';
import { folding } from '../../src/core/spec/folding.ts';
import { format } from '../../src/core/spec/format.ts';
import { hover } from '../../src/core/spec/hover.ts';
import { inlayHints } from '../../src/core/spec/inlayHints.ts';
import { lenses } from '../../src/core/spec/lenses.ts';
import { links } from '../../src/core/spec/links.ts';
import { prepareRename, references, rename } from '../../src/core/spec/references.ts';
import { selectionRanges } from '../../src/core/spec/selectionRanges.ts';
import { semanticTokens } from '../../src/core/spec/semanticTokens.ts';
import { symbols, type SpecSymbol } from '../../src/core/spec/symbols.ts';
import { applyTextEdits, overlaps, type TextEdit } from '../../src/core/spec/textEdit.ts';
import { below } from './mutator.ts';

/** What is asked about a text. */
interface Question {
  readonly analysis: Analysis;
  readonly offset: number;
  readonly data: SampledData | UnreadableData;
  readonly random: Random;
}

/** Told of every call: which feature, and how long it took, in milliseconds. */
export type Timed = (feature: string, milliseconds: number) => void;

/** A run whose name is hard to write. */
const runs = [{ name: 'a "run" $1', detail: 'now' }];

/** Every feature of the language that answers at once; each looks whether its own answer is sound. */
const features: Readonly<Record<string, (question: Question) => void>> = {
  hover: ({ analysis, offset }) => {
    const shown = hover(analysis, offset);
    if (shown === null) return;
    assert.ok(isIn(analysis, shown.range));
    assertReadable(shown.markdown);
  },
  complete: ({ analysis, offset, data }) => {
    for (const one of complete(analysis, offset, { facts: factsOf(data), runs })) {
      assert.ok(isIn(analysis, one.range) && one.range.start <= offset && offset <= one.range.end, one.label);
      assertEdits(analysis, one.additionalEdits);
      assertReadable(`${one.label}${one.detail}${one.documentation}${one.insertText}`);
    }
  },
  fixesFor: ({ analysis, data, random }) => {
    const { problems } = analysis;
    const problem = problems[below(random, problems.length)];
    if (problem === undefined) return;
    for (const fix of fixesFor(analysis, problem, factsOf(data))) assertFix(analysis, fix);
  },
  fixAll: ({ analysis, data }) => {
    assertEdits(analysis, fixAll(analysis, factsOf(data)));
  },
  checkAgainstData: ({ analysis, data, random }) => {
    const found = checkAgainstData(analysis, data);
    assertProblems(analysis, found);
    const problem = found[below(random, found.length)];
    if (problem === undefined) return;
    for (const fix of fixesFor(analysis, problem, factsOf(data))) assertFix(analysis, fix);
  },
  checkAgainstRuns: ({ analysis }) => {
    const names = runs.map(({ name }) => name);
    assertProblems(analysis, checkAgainstRuns(analysis, names));
  },
  symbols: ({ analysis }) => {
    for (const symbol of symbols(analysis)) assertSymbol(analysis, symbol);
  },
  folding: ({ analysis }) => {
    const lines = analysis.text.split(/\r\n|\r|\n/).length;
    for (const { startLine, endLine } of folding(analysis)) {
      assert.ok(0 <= startLine && startLine < endLine && endLine < lines, `${String(startLine)} to ${String(endLine)}`);
    }
  },
  format: ({ analysis }) => {
    assertEdits(analysis, format(analysis, { tabSize: 2, insertSpaces: true }));
  },
  selectionRanges: ({ analysis, offset }) => {
    let inner: OffsetRange = { start: offset, end: offset };
    for (const range of selectionRanges(analysis, offset)) {
      assert.ok(isIn(analysis, range) && range.start <= inner.start && inner.end <= range.end);
      inner = range;
    }
  },
  semanticTokens: ({ analysis }) => {
    for (const { range } of semanticTokens(analysis)) assert.ok(isIn(analysis, range));
  },
  inlayHints: ({ analysis }) => {
    for (const { offset, label, tooltip } of inlayHints(analysis, { millisecondsPerStep: null, sizes: {} })) {
      assert.ok(0 <= offset && offset <= analysis.text.length);
      assertReadable(`${label}${tooltip}`);
    }
  },
  lenses: ({ analysis }) => {
    for (const { range } of lenses(analysis)) assert.ok(isIn(analysis, range));
  },
  links: ({ analysis }) => {
    for (const { range } of links(analysis)) assert.ok(isIn(analysis, range));
  },
  definition: ({ analysis, offset }) => {
    const found = definition(analysis, offset);
    assert.ok(found === null || isIn(analysis, found.origin));
    if (found?.kind === 'layer') assert.ok(isIn(analysis, found.target) && isIn(analysis, found.whole));
  },
  references: ({ analysis, offset }) => {
    for (const range of references(analysis, offset, true)) assert.ok(isIn(analysis, range));
  },
  rename: ({ analysis, offset }) => {
    const target = prepareRename(analysis, offset);
    const renamed = rename(analysis, offset, 'another "name"');
    if ('range' in target) assert.ok(isIn(analysis, target.range));
    if ('edits' in renamed) assertEdits(analysis, renamed.edits);
  },
  describeModel: ({ analysis }) => {
    if (analysis.plan !== null) assertReadable(JSON.stringify(describeModel(analysis.plan)));
  },
  applyOverrides: ({ analysis }) => {
    try {
      applyOverrides(analysis.text, ['training.epochs=3', 'layers[0].units=8', 'training.optimizer.learningRate=0.1']);
    } catch (error) {
      // Only a person's mistake may be refused.
      if (!(error instanceof UserError)) throw error;
    }
  },
};

/** The names of the features that are asked. */
export const featureNames: readonly string[] = ['analyse', ...Object.keys(features)];

/** Asks every feature about a text; throws where one throws, or gives an answer that is not sound. */
export async function examine(
  text: string,
  data: SampledData | UnreadableData,
  random: Random,
  timed: Timed,
): Promise<void> {
  const start = performance.now();
  const analysis = await analyse(text, 'x.lstm.json');
  timed('analyse', performance.now() - start);
  assertProblems(analysis, analysis.problems);
  const hasError = analysis.problems.some(({ severity }) => severity === 'error');
  assert.equal(analysis.plan === null, hasError, 'there is a plan exactly where there is no error');
  const offset = below(random, text.length + 1);
  for (const [feature, ask] of Object.entries(features)) {
    const asked = performance.now();
    try {
      ask({ analysis, offset, data, random });
    } catch (error) {
      throw new Error(`${feature} at ${String(offset)}`, { cause: error });
    }
    timed(feature, performance.now() - asked);
  }
}

function isIn({ text }: Analysis, { start, end }: OffsetRange): boolean {
  return 0 <= start && start <= end && end <= text.length;
}

function assertProblems(analysis: Analysis, problems: readonly Problem[]): void {
  for (const { message, range } of problems) {
    assert.ok(isIn(analysis, range), message);
    assertReadable(message);
  }
}

/** Nothing that a program would say to itself. What a person wrote may be quoted, which is why quotes are left out. */
function assertReadable(text: string): void {
  assert.notEqual(text, '');
  const own = text.replaceAll(/"[^"]*"|`[^`]*`/g, '');
  assert.doesNotMatch(own, /\bundefined\b|\bNaN\b|\[object |\{\d\}/, text.slice(0, 300));
}

function assertEdits(analysis: Analysis, edits: readonly TextEdit[]): void {
  edits.forEach((edit, index) => {
    assert.ok(isIn(analysis, edit.range), edit.newText);
    assert.ok(!overlaps([edit], edits.slice(index + 1)), 'edits overlap');
  });
  applyTextEdits(analysis.text, edits);
}

function assertFix(analysis: Analysis, fix: Fix): void {
  assertReadable(fix.title);
  assertEdits(analysis, fix.edits);
  assert.notEqual(applyTextEdits(analysis.text, fix.edits), analysis.text, `"${fix.title}" changes nothing`);
}

function assertSymbol(analysis: Analysis, symbol: SpecSymbol): void {
  assert.ok(isIn(analysis, symbol.range), symbol.name);
  for (const child of symbol.children) assertSymbol(analysis, child);
}
