import { t } from '@vscode/l10n';
import { fieldAt } from '../fieldAt.ts';
import { nodeAt, type Path } from '../jsonDocument.ts';
import { propertyOf, replaceNode, writeJson } from '../jsonEdits.ts';
import { variantName } from '../jsonSchema.ts';
import { sampleObject } from '../sampleValue.ts';
import { valueNodeOf, type Fixer, type Remedy, type Trouble } from './fix.ts';
import { setValue } from './setValue.ts';

/** Values or timesteps that are missing from the file: the strategy that deals with them. */
export const fixMissingValues: Fixer = (trouble) => set(trouble, 'missingValueStrategy', trouble.problem.suggestion);

/** A header line in one piece: the character that is between its cells. */
export const fixDelimiter: Fixer = (trouble) => set(trouble, 'delimiter', trouble.problem.suggestion);

/** Times that come again: the column that tells the series apart. */
export const fixDisorder: Fixer = (trouble) => set(trouble, 'groupBy', trouble.problem.suggestion);

function set({ text, root }: Trouble, key: string, value: string | undefined): readonly Remedy[] {
  const edits = value === undefined ? null : setValue(text, root, ['data', key], value);
  return edits === null ? [] : [{ title: t('Set {0}', `"${key}": ${writeJson(value)}`), edits, preferred: true }];
}

/** A window that does not fit into a split: the longest that does. */
export function fixWindow({ text, root, problem: { suggestion } }: Trouble): readonly Remedy[] {
  const windowSize = Number(suggestion ?? NaN);
  if (!Number.isInteger(windowSize)) return [];
  const edits = setValue(text, root, ['data', 'input', 'windowSize'], windowSize);
  return edits === null ? [] : [{ title: t('Set {0}', `"windowSize": ${windowSize}`), edits, preferred: true }];
}

/** A number of steps that does not suit the training: one that does. */
export function fixSteps(trouble: Trouble): readonly Remedy[] {
  const node = valueNodeOf(trouble);
  const { suggestion } = trouble.problem;
  if (suggestion === undefined || node.type !== 'number') return [];
  return [{ title: t('Change to {0}', suggestion), edits: [replaceNode(node, suggestion)], preferred: true }];
}

/** A factor for a label that no row has: for the one that was meant. */
export function fixLabel(trouble: Trouble): readonly Remedy[] {
  const property = propertyOf(valueNodeOf(trouble));
  const { suggestion } = trouble.problem;
  if (property === undefined || suggestion === undefined) return [];
  const json = writeJson(suggestion);
  return [{ title: t('Change to {0}', json), edits: [replaceNode(property.keyNode, json)], preferred: true }];
}

/** An input that the source cannot give: one that it can, with values to start from. */
export function fixSourceKind({ root, facts, problem: { suggestion } }: Trouble): readonly Remedy[] {
  const path: Path = ['data', 'input'];
  const node = nodeAt(root, path);
  const variant = fieldAt(root, path)?.anyOf?.find((one) => variantName(one) === suggestion);
  if (node === undefined || variant === undefined) return [];
  const json = writeJson({ type: suggestion, ...sampleObject(variant, path, { root, facts }, new Set(['type'])) });
  return [{ title: t('Change to {0}', json), edits: [replaceNode(node, json)], preferred: true }];
}
