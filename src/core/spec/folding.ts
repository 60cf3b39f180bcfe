import type { Analysis } from './analyse.ts';
import { isEditable } from './editable.ts';
import { tokensOf, type Token } from './tokens.ts';

/** Lines that can be folded into the first of them; counted from 0. */
export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: 'comment' | 'region';
}

/** A token with the lines on which it starts and ends. */
interface Placed extends Token {
  readonly line: number;
  readonly lastLine: number;
}

/** Objects, lists, runs of comments and `#region` markers that take more than one line. Works in broken documents. */
export function folding(analysis: Analysis): readonly FoldingRange[] {
  if (!isEditable(analysis)) return [];
  const tokens = placed(analysis.text);
  const folds = [...bracketFolds(tokens), ...regionFolds(tokens), ...blockFolds(tokens), ...remarkFolds(tokens)];
  return folds
    .filter(({ startLine, endLine }) => endLine > startLine)
    .sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function placed(text: string): readonly Placed[] {
  let offset = 0;
  let line = 0;
  const lineAt = (target: number): number => {
    for (; offset < target; offset++) if (text[offset] === '\n') line++;
    return line;
  };
  return tokensOf(text).map((token) => ({ ...token, line: lineAt(token.start), lastLine: lineAt(token.end) }));
}

/** The line with the closing bracket stays in sight. */
function bracketFolds(tokens: readonly Placed[]): readonly FoldingRange[] {
  const open: number[] = [];
  return tokens.flatMap(({ kind, line }) => {
    if (kind === 'open') open.push(line);
    const startLine = kind === 'close' ? open.pop() : undefined;
    return startLine === undefined ? [] : [{ startLine, endLine: line - 1 }];
  });
}

function regionFolds(tokens: readonly Placed[]): readonly FoldingRange[] {
  const open: number[] = [];
  return tokens.flatMap((token) => {
    const marker = markerOf(token);
    if (marker === 'start') open.push(token.line);
    const startLine = marker === 'end' ? open.pop() : undefined;
    return startLine === undefined ? [] : [{ startLine, endLine: token.line, kind: 'region' }];
  });
}

function blockFolds(tokens: readonly Placed[]): readonly FoldingRange[] {
  const blocks = tokens.filter(({ kind, text }) => kind === 'comment' && text.startsWith('/*'));
  return blocks.map(({ line, lastLine }) => ({ startLine: line, endLine: lastLine, kind: 'comment' }));
}

/** Line comments one below the other. */
function remarkFolds(tokens: readonly Placed[]): readonly FoldingRange[] {
  const runs: { startLine: number; endLine: number; kind: 'comment' }[] = [];
  let isRun = false;
  for (const token of tokens) {
    const isRemark = token.kind === 'comment' && token.text.startsWith('//') && markerOf(token) === null;
    const run = runs.at(-1);
    if (isRemark && isRun && run?.endLine === token.line - 1) run.endLine = token.line;
    else if (isRemark) runs.push({ startLine: token.line, endLine: token.line, kind: 'comment' });
    isRun = isRemark;
  }
  return runs;
}

/** The same markers as those of the language configuration. */
function markerOf({ kind, text }: Token): 'start' | 'end' | null {
  if (kind !== 'comment') return null;
  if (/^\/\/\s*#?region\b/.test(text)) return 'start';
  return /^\/\/\s*#?endregion\b/.test(text) ? 'end' : null;
}
