import { t } from '@vscode/l10n';
import type { OffsetRange } from '../../../contracts/problem.ts';
import type { TextEdit } from '../textEdit.ts';
import { tokensOf, type Token } from '../tokens.ts';
import type { Remedy } from './fix.ts';

/** What is missing or too much where a text is not JSON: a comma, a colon, quotes, a bracket at the end. */
export function fixSyntax(text: string, range: OffsetRange): readonly Remedy[] {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment');
  const at = tokens.findIndex(({ start, end }) => start <= range.start && range.start < end);
  const token = tokens[at];
  const remedies = token === undefined ? [] : atToken(token, tokens[at - 1], tokens[at + 1]);
  return remedies.length > 0 ? remedies : atEnd(text, tokens, range);
}

function atToken(token: Token, before: Token | undefined, after: Token | undefined): readonly Remedy[] {
  if (token.kind === 'word') return quoteWord(token);
  if (token.open) return closeText(token);
  if (token.kind === 'comma' && (before?.kind === 'comma' || before?.kind === 'open'))
    return [once(t('Remove the comma'), { range: token, newText: '' })];
  if (before === undefined || !startsValue(token)) return [];
  const place = { start: before.end, end: before.end };
  if (before.kind === 'string' && after?.kind !== 'colon' && token.kind !== 'string')
    return [once(t('Insert the missing colon'), { range: place, newText: ':' })];
  if (endsValue(before)) return [once(t('Insert the missing comma'), { range: place, newText: ',' })];
  return [];
}

/** Names and words without quotes, or in single ones. */
function quoteWord(token: Token): readonly Remedy[] {
  const word = /^'(.*)'$/.exec(token.text)?.[1] ?? token.text;
  if (!/^[\w$.-]+$/.test(word)) return [];
  const literals: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };
  const literal = Object.hasOwn(literals, word) ? literals[word] : undefined;
  const newText = literal ?? JSON.stringify(word);
  return [once(t('Change to {0}', newText), { range: token, newText })];
}

function closeText(token: Token): readonly Remedy[] {
  if (token.kind === 'comment') return [];
  const end = token.start + token.text.trimEnd().replace(/[\s,\]}]+$/, '').length;
  return [once(t('Insert the missing quote'), { range: { start: end, end }, newText: '"' })];
}

/** The brackets that nothing closes. */
function atEnd(text: string, tokens: readonly Token[], range: OffsetRange): readonly Remedy[] {
  const open: string[] = [];
  for (const { kind, text: bracket } of tokens) {
    if (kind === 'open') open.push(bracket === '{' ? '}' : ']');
    else if (kind === 'close' && open.pop() !== bracket) return [];
  }
  const last = tokens.at(-1);
  if (open.length === 0 || open.length > 20 || last === undefined || range.end < last.start) return [];
  const newText = open.toReversed().join('');
  const end = text.slice(last.end).trim() === '' ? last.end : text.length;
  return [once(t('Insert the missing {0}', newText), { range: { start: end, end }, newText })];
}

function once(title: string, { range, newText }: TextEdit): Remedy {
  return { title, edits: [{ range: { start: range.start, end: range.end }, newText }], preferred: true };
}

function startsValue({ kind }: Token): boolean {
  return kind === 'string' || kind === 'literal' || kind === 'open';
}

function endsValue({ kind }: Token): boolean {
  return kind === 'string' || kind === 'literal' || kind === 'close';
}
