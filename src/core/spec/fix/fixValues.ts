import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import { fieldAt } from '../fieldAt.ts';
import { convert, fits, isRecord, nearestAllowed } from '../fitValue.ts';
import { nodeAt, pathOf, valueOf, type Path } from '../jsonDocument.ts';
import { insertProperty, removeNode, replaceNode, writeJson } from '../jsonEdits.ts';
import { requiredKeys, variantName } from '../jsonSchema.ts';
import { sampleObject, sampleValue } from '../sampleValue.ts';
import { normalForm, sameWord } from '../suggest.ts';
import type { Field } from '../table/field.ts';
import { isShares, soundShares } from './fixShares.ts';
import { valueNodeOf, type Remedy, type Trouble } from './fix.ts';
import { givenKeys } from './fixKeys.ts';
import { jsonValueOf } from './jsonValueOf.ts';

/** A value of another type: the one that it plainly stands for. */
export function fixWrongType(trouble: Trouble): readonly Remedy[] {
  const { field, path, root, facts } = trouble;
  const node = valueNodeOf(trouble);
  if (isShares(path.slice(0, -1))) return fixShareItem(trouble);
  if (field === undefined) return [];
  const value = jsonValueOf(node);
  if (value === null) return removeOptional(trouble);
  const converted = convert(field, value) ?? wholeVariant(field, value, path, { root, facts });
  return converted === undefined ? [] : [changeTo(node, converted, true)];
}

/** The object for the bare name of a kind that may not stand alone. */
function wholeVariant(field: Field, value: unknown, path: Path, context: Parameters<typeof sampleObject>[2]): unknown {
  const variant = field.anyOf?.find((one) => typeof value === 'string' && sameWord(value, [variantName(one)]));
  if (variant === undefined) return undefined;
  const whole = { type: variantName(variant), ...sampleObject(variant, path, context, new Set(['type'])) };
  return fits(field, whole) ? whole : undefined;
}

function removeOptional({ text, node, root, path }: Trouble): readonly Remedy[] {
  const property = node.parent;
  const key = path.at(-1);
  if (property?.type !== 'property' || typeof key !== 'string') return [];
  const parent = fieldAt(root, path.slice(0, -1));
  if (parent === undefined || requiredKeys(parent).includes(key)) return [];
  return [{ title: t('Remove "{0}"', key), edits: removeNode(text, property), preferred: true }];
}

/** A word that is none of the choices: the one that was meant. */
export function fixNotAChoice(trouble: Trouble): readonly Remedy[] {
  const { problem, field, path, text, root, facts } = trouble;
  const node = valueNodeOf(trouble);
  const { suggestion } = problem;
  if (field?.const !== undefined) return fixVersion(node, field.const);
  if (suggestion === undefined || typeof node.value !== 'string') return [];
  const variant = variantMeant(root, path, suggestion);
  const object = node.parent?.parent;
  const more =
    variant !== undefined && object?.type === 'object'
      ? Object.entries(sampleObject(variant, pathOf(object), { root, facts }, givenKeys(variant, object))).flatMap(
          ([key, value]) => insertProperty(text, object, { key, json: writeJson(value) }, []),
        )
      : [];
  const change = changeTo(node, suggestion, true);
  const isSame = normalForm(suggestion) === normalForm(node.value) || isAlias(field, node.value, suggestion);
  return [{ ...change, edits: [...change.edits, ...more], safe: isSame && more.length === 0 }];
}

function variantMeant(root: ASTNode, path: Path, name: string): Field | undefined {
  if (path.at(-1) !== 'type') return undefined;
  return fieldAt(root, path.slice(0, -1))?.anyOf?.find((one) => variantName(one) === name);
}

function isAlias(field: Field | undefined, word: string, suggestion: string): boolean {
  const aliases = Object.entries(field?.about?.aliases ?? {});
  return aliases.some(([alias, meant]) => meant === suggestion && normalForm(alias) === normalForm(word));
}

/** An older version is brought up to date; a newer one needs a newer GateScope. */
function fixVersion(node: ASTNode, current: string | number): readonly Remedy[] {
  if (typeof node.value !== 'number' || node.value > Number(current)) return [];
  return [
    { title: t('Bring up to version {0}', current), edits: [replaceNode(node, String(current))], preferred: true },
  ];
}

/** A number outside its range: the nearest that is allowed. */
export function fixOutOfRange(trouble: Trouble): readonly Remedy[] {
  const { field, path } = trouble;
  const node = valueNodeOf(trouble);
  if (isShares(path.slice(0, -1))) return fixShareItem(trouble);
  if (field === undefined || typeof node.value !== 'number') return [];
  const nearest = nearestAllowed(field, node.value);
  return fits(field, nearest) ? [changeTo(node, nearest, true)] : [];
}

/** A share alone cannot be mended without the others. */
function fixShareItem(trouble: Trouble): readonly Remedy[] {
  const list = valueNodeOf(trouble).parent;
  return list?.type === 'array' ? [changeTo(list, soundShares(jsonValueOf(list)), true)] : [];
}

/** A number that is allowed but seldom meant. */
export function fixUnusualValue(trouble: Trouble): readonly Remedy[] {
  const { field } = trouble;
  const node = valueNodeOf(trouble);
  const [low, high] = field?.about?.usual ?? [];
  if (field === undefined || low === undefined || high === undefined || typeof node.value !== 'number') return [];
  const usual = node.value < low ? low : high;
  return fits(field, usual) ? [changeTo(node, usual, false)] : [];
}

/** A list or a text that is too short or too long. */
export function fixWrongLength(trouble: Trouble): readonly Remedy[] {
  const { field, path, root, facts, text } = trouble;
  const node = valueNodeOf(trouble);
  if (field === undefined) return [];
  if (isShares(path)) return [changeTo(node, soundShares(jsonValueOf(node)), true)];
  const value = jsonValueOf(node);
  const property = node.parent;
  const key = path.at(-1);
  const parent = fieldAt(root, path.slice(0, -1));
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  const isOptional = typeof key === 'string' && parent !== undefined && !isRequired(root, path, key);
  if (isEmpty && isOptional && property?.type === 'property')
    return [{ title: t('Remove "{0}"', key), edits: removeNode(text, property), preferred: true }];
  const cut = cutTo(field, value) ?? sampleValue(field, path, { root, facts });
  return fits(field, cut) ? [changeTo(node, cut, true)] : [];
}

function isRequired(root: ASTNode, path: Path, key: string): boolean {
  const parent = fieldAt(root, path.slice(0, -1));
  const type = valueOf(nodeAt(root, path.slice(0, -1)), 'type')?.value;
  const variant = parent?.anyOf?.find((one) => variantName(one) === type) ?? parent;
  return variant !== undefined && requiredKeys(variant).includes(key);
}

/** The beginning of what is too long; `undefined` of what is too short. */
function cutTo(field: Field, value: unknown): unknown {
  if (typeof value === 'string' && field.maxLength !== undefined && value.length > field.maxLength)
    return value.slice(0, field.maxLength);
  if (Array.isArray(value) && field.maxItems !== undefined && value.length > field.maxItems)
    return value.slice(0, field.maxItems);
  return undefined;
}

/** An item that stands in its list already. */
export function fixRepeatedItem({ text, node }: Trouble): readonly Remedy[] {
  if (node.parent?.type !== 'array') return [];
  return [{ title: t('Remove the repetition'), edits: removeNode(text, node), preferred: true, safe: true }];
}

/** Another value in the place of a node. */
export function changeTo(node: ASTNode, value: unknown, preferred: boolean): Remedy {
  const json = writeJson(value);
  const shown = json.length > 60 ? shorten(value, json) : json;
  return { title: t('Change to {0}', shown), edits: [replaceNode(node, json)], preferred };
}

function shorten(value: unknown, json: string): string {
  const type = isRecord(value) ? value['type'] : undefined;
  if (typeof type === 'string') return `{ "type": "${type}", … }`;
  return `${json.slice(0, 59)}…`;
}
