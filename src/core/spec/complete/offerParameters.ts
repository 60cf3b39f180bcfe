import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import { fieldAt, resolveVariant } from '../fieldAt.ts';
import { fieldMarkdown } from '../hoverField.ts';
import { nodeAt, valueOf, type Path } from '../jsonDocument.ts';
import { isAllowedNumber, sensibleNumbers } from '../sensibleNumbers.ts';
import type { Field } from '../table/field.ts';
import type { Offer } from './completion.ts';
import { escapeSnippet } from './snippets.ts';

/** A key of the document that a search can vary. */
interface Parameter {
  readonly path: Path;
  readonly field: Field;
}

const searched = ['layers', 'training', 'data'];
const ranks = { high: 0, medium: 1, low: 2 } as const;

/** The paths of everything in the document that a search can vary, those that matter most first. */
export function offerParameters(root: ASTNode | undefined, path: Path, hasColon: boolean): readonly Offer[] {
  const parameters = searched.flatMap((section) => parametersAt(root, [section]));
  return parameters
    .map((parameter) => ({ ...parameter, name: formatPath(parameter.path) }))
    .filter(({ name }) => valueOf(nodeAt(root, path), name) === undefined)
    .map(({ name, path: place, field }) => {
      const key = escapeSnippet(JSON.stringify(name));
      const impact = field.about?.impact ?? 'low';
      return {
        label: name,
        kind: 'key',
        insertText: hasColon ? key : `${key}: ${spaceSnippet(field)}`,
        detail: t('searched'),
        documentation: fieldMarkdown(String(place.at(-1)), field),
        filterText: JSON.stringify(name),
        rank: ranks[impact],
      };
    });
}

/** Numbers, flags and choices of an object, also those that are left to their defaults. */
function parametersAt(root: ASTNode | undefined, path: Path): readonly Parameter[] {
  const node = nodeAt(root, path);
  const field = fieldAt(root, path);
  if (node === undefined || field === undefined) return [];
  if (node.type === 'array') return node.items.flatMap((_, index) => parametersAt(root, [...path, index]));
  if (node.type !== 'object') return [];
  const variant = resolveVariant(field, node);
  return Object.entries(variant?.properties ?? {}).flatMap(([key, child]) => {
    const place = [...path, key];
    return isVariable(child) ? [{ path: place, field: child }] : parametersAt(root, place);
  });
}

function isVariable({ type, enum: words, const: fixed }: Field): boolean {
  return fixed === undefined && (type === 'integer' || type === 'number' || type === 'boolean' || words !== undefined);
}

function formatPath(path: Path): string {
  return path.reduce<string>((whole, step) => {
    if (typeof step === 'number') return `${whole}[${step}]`;
    return whole === '' ? step : `${whole}.${step}`;
  }, '');
}

/** Values to search among: powers of ten for rates, a range for numbers, the words of a choice. */
function spaceSnippet(field: Field): string {
  if (field.type !== 'integer' && field.type !== 'number') {
    const values = field.enum?.slice(0, 4) ?? [true, false];
    return `{ "space": "choice", "values": [\${1:${escapeSnippet(values.map((value) => JSON.stringify(value)).join(', '))}}] }`;
  }
  const numbers = sensibleNumbers(field).toSorted((a, b) => a - b);
  const [low, high] = [numbers[0] ?? 1, numbers.at(-1) ?? 10];
  const top = high > low ? high : low + 1;
  const isLog = field.type === 'number' && low > 0 && top / low >= 10 && isAllowedNumber(field, low);
  const space = field.type === 'integer' ? 'int' : isLog ? 'logUniform' : 'uniform';
  return `{ "space": "${space}", "min": \${1:${low}}, "max": \${2:${top}} }`;
}
