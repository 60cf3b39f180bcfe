import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import { fieldAt } from '../fieldAt.ts';
import { nodeAt, type Path } from '../jsonDocument.ts';
import { replaceNode, writeJson } from '../jsonEdits.ts';
import { parsePath } from '../parsePath.ts';
import { sensibleNumbers } from '../sensibleNumbers.ts';
import type { Field } from '../table/field.ts';
import type { Remedy, Trouble } from './fix.ts';
import { jsonValueOf } from './jsonValueOf.ts';

/** Values to search among, where some are missing or none of them fits: those that a person would try. */
export function fixSpace({ root, path }: Trouble): readonly Remedy[] {
  const [search, parameters, name] = path;
  if (search !== 'search' || parameters !== 'parameters' || typeof name !== 'string') return [];
  const node = nodeAt(root, [search, parameters, name]);
  const field = fieldOf(root, name);
  if (node?.type !== 'object' || field === undefined) return [];
  const space = soundSpace(field, jsonValueOf(node));
  if (space === null) return [];
  return [
    { title: t('Change to {0}', writeJson(space)), edits: [replaceNode(node, writeJson(space))], preferred: true },
  ];
}

function fieldOf(root: ASTNode, name: string): Field | undefined {
  const steps: Path | undefined = parsePath(name);
  return steps === undefined ? undefined : fieldAt(root, steps);
}

/** What is given stays where it makes sense. */
function soundSpace(field: Field, given: unknown): Readonly<Record<string, unknown>> | null {
  const { space, min, max } = typeof given === 'object' && given !== null ? { ...noSpace, ...given } : noSpace;
  const isNumber = field.type === 'integer' || field.type === 'number';
  if (!isNumber || space === 'choice') return choiceSpace(field);
  const usual = sensibleNumbers(field).toSorted((a, b) => a - b);
  const low = typeof min === 'number' && !(space === 'logUniform' && min <= 0) ? min : usual.find((one) => one > 0);
  const high = typeof max === 'number' ? max : usual.at(-1);
  if (low === undefined || high === undefined || low === high) return null;
  return { space, min: Math.min(low, high), max: Math.max(low, high) };
}

const noSpace: { readonly space: unknown; readonly min: unknown; readonly max: unknown } = {
  space: 'choice',
  min: undefined,
  max: undefined,
};

function choiceSpace(field: Field): Readonly<Record<string, unknown>> | null {
  const words = field.enum ?? (field.type === 'boolean' ? [true, false] : sensibleNumbers(field));
  return words.length === 0 ? null : { space: 'choice', values: words.slice(0, 4) };
}
