import { t } from '@vscode/l10n';
import type { Path } from '../jsonDocument.ts';
import { replaceNode, writeJson } from '../jsonEdits.ts';
import { valueNodeOf, type Remedy, type Trouble } from './fix.ts';
import { jsonValueOf } from './jsonValueOf.ts';

/** What the table proposes: for shares that tell nothing. */
const usual = [0.7, 0.15, 0.15] as const;

/** Whether the value at a path is the shares of train, validation and test. */
export function isShares(path: Path): boolean {
  return path.length === 3 && path.join('.') === 'data.split.probabilities';
}

/** Shares that do not add up to 1, or leave nothing to learn from or to judge by. */
export function fixShares(trouble: Trouble): readonly Remedy[] {
  const node = valueNodeOf(trouble);
  if (!isShares(trouble.path)) return [];
  const shares = soundShares(jsonValueOf(node));
  return [
    { title: t('Change to {0}', writeJson(shares)), edits: [replaceNode(node, writeJson(shares))], preferred: true },
  ];
}

/** Three shares in the proportion of those given, that add up to 1. */
export function soundShares(value: unknown): readonly number[] {
  const given = Array.isArray(value) ? value.map((one: unknown) => Math.max(0, toShare(one))) : [];
  const [train = 0, ...rest] = given.slice(0, 3);
  // One number for what is held out is halved: the best epoch and the last word need rows of their own.
  const held = rest.length === 1 ? [(rest[0] ?? 0) / 2, (rest[0] ?? 0) / 2] : rest;
  const [validation = 0, test = 0] = held;
  const sum = train + validation + test;
  if (train === 0 || validation + test === 0 || !Number.isFinite(sum)) return usual;
  const second = round(validation / sum);
  const third = round(test / sum);
  const first = round(1 - second - third);
  return first > 0 && second + third > 0 ? [first, second, third] : usual;
}

function toShare(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : 0;
}

function round(share: number): number {
  return Number(share.toFixed(4));
}
