import { t } from '@vscode/l10n';
import type { ASTNode, ObjectASTNode, PropertyASTNode } from 'vscode-json-languageservice';
import { fittingVariants } from '../complete/fittingWords.ts';
import { certainKey } from '../explainUnknownKey.ts';
import { fieldAt, resolveVariant } from '../fieldAt.ts';
import { convert, fits, isRecord } from '../fitValue.ts';
import { nodeAt, pathOf, valueOf, type Path } from '../jsonDocument.ts';
import { insertProperty, propertyOf, removeNode, replaceNode, writeJson } from '../jsonEdits.ts';
import { requiredKeys, variantName } from '../jsonSchema.ts';
import { homeOf } from '../keyHomes.ts';
import { sampleObject, sampleValue } from '../sampleValue.ts';
import { nearestWord } from '../suggest.ts';
import type { Field } from '../table/field.ts';
import { jsonValueOf } from './jsonValueOf.ts';
import type { Remedy, Trouble } from './fix.ts';
import { setValue } from './setValue.ts';

/** An unknown key: the name that was meant, the place where it belongs, or nothing at all. */
export function fixUnknownKey(trouble: Trouble): readonly Remedy[] {
  const { text, node, problem } = trouble;
  const property = propertyOf(node);
  if (property?.parent?.type !== 'object') return [];
  const renamed = problem.suggestion === undefined ? [] : renameKey(trouble, property, problem.suggestion);
  const moved = renamed.length > 0 ? [] : moveKey(trouble, property);
  const better = [...renamed, ...moved];
  const title = t('Remove "{0}"', property.keyNode.value);
  return [...better, { title, edits: removeNode(text, property), preferred: better.length === 0 }];
}

function renameKey({ root, text }: Trouble, property: PropertyASTNode, meant: string): readonly Remedy[] {
  const object = property.parent;
  const key = property.keyNode.value;
  if (valueOf(object, meant) !== undefined) return [];
  const parent = pathOf(property.keyNode).slice(0, -1);
  const field = fieldAt(root, [...parent, meant]);
  const edits = [replaceNode(property.keyNode, JSON.stringify(meant)), ...convertedValue(field, property)];
  const safe = isCertain(root, parent, key, meant) && edits.length === 1;
  const title = t('Change "{0}" to "{1}"', key, meant);
  return [
    { title, edits: meant === 'type' ? [...edits, ...besideType(root, text, property)] : edits, preferred: true, safe },
  ];
}

/** A key that was unknown had any kind of value; under its right name the value has to fit. */
function convertedValue(field: Field | undefined, { valueNode }: PropertyASTNode): Remedy['edits'] {
  if (field === undefined || valueNode === undefined) return [];
  const value = jsonValueOf(valueNode);
  const converted = convert(field, value);
  return converted === undefined || converted === value || typeof converted === 'object'
    ? []
    : [replaceNode(valueNode, writeJson(converted))];
}

/** With its type an object also gets the keys that the type asks for. */
function besideType(root: ASTNode, text: string, property: PropertyASTNode): Remedy['edits'] {
  const object = property.parent;
  if (object?.type !== 'object') return [];
  const path = pathOf(object);
  const variant = fieldAt(root, path)?.anyOf?.find((one) => variantName(one) === property.valueNode?.value);
  if (variant === undefined) return [];
  const missing = Object.entries(sampleObject(variant, path, { root, facts: null }, givenKeys(variant, object)));
  return missing.flatMap(([key, value]) => insertProperty(text, object, { key, json: writeJson(value) }, []));
}

/** The same word in another spelling, or what another library calls it: nothing is guessed. */
function isCertain(root: ASTNode, parent: Path, key: string, meant: string): boolean {
  const field = fieldAt(root, parent);
  const variant = field === undefined ? undefined : resolveVariant(field, nodeAt(root, parent));
  return variant !== undefined && certainKey(variant, key) === meant;
}

/** To the one place of the language that has such a key, as long as it is free. */
function moveKey(trouble: Trouble, property: PropertyASTNode): readonly Remedy[] {
  const key = property.keyNode.value;
  const home = homeOf(key);
  if (home === undefined || home.place.includes('[]') || property.valueNode === undefined) return [];
  const path = [...home.place.split('.').filter((step) => step !== ''), home.key];
  if (nodeAt(trouble.root, path) !== undefined) return [];
  const field = fieldFor(trouble.root, path);
  const value = jsonValueOf(property.valueNode);
  const written = field === undefined ? undefined : fits(field, value) ? value : convert(field, value);
  const edits = written === undefined ? null : setValue(trouble.text, trouble.root, path, written);
  if (edits === null) return [];
  const above = path.slice(0, -1);
  const isBeside = nodeAt(trouble.root, above) === undefined && nearestNode(trouble.root, above) === property.parent;
  // Two edits on both sides of one comma would leave it behind.
  const insteadOf = edits[0]?.newText.replaceAll(/^[,\s]+|[,\s]+$/g, '') ?? '';
  const title = home.place === '' ? t('Move to the top of the spec') : t('Move to "{0}"', home.place);
  const all = isBeside ? [replaceNode(property, insteadOf)] : [...removeNode(trouble.text, property), ...edits];
  return [{ title, edits: all, preferred: true }];
}

/** The node of a path, or of the longest part of it that there is. */
function nearestNode(root: ASTNode, path: Path): ASTNode {
  return nodeAt(root, path) ?? (path.length === 0 ? root : nearestNode(root, path.slice(0, -1)));
}

/** The row of a path also where the object around it was left out, and its default says which variant it is. */
function fieldFor(root: ASTNode, path: Path): Field | undefined {
  const own = fieldAt(root, path);
  if (own !== undefined) return own;
  const parent = fieldAt(root, path.slice(0, -1));
  const preset = isRecord(parent?.default) ? parent.default['type'] : parent?.default;
  const variant = parent?.anyOf?.find((one) => variantName(one) === preset);
  return variant?.properties?.[String(path.at(-1))];
}

/** A key that has to be there, with a value to start from. */
export function fixMissingKey(trouble: Trouble): readonly Remedy[] {
  const { text, root, node, problem, facts } = trouble;
  const key = problem.suggestion;
  const object = objectOf(node);
  if (key === undefined || object === undefined || !isClosed(text, object)) return [];
  const path = pathOf(object);
  const field = fieldAt(root, path);
  if (field === undefined) return [];
  if (key === 'type' && field.anyOf !== undefined) return missingType(trouble, object, field.anyOf);
  const variant = resolveVariant(field, object) ?? field;
  const misspelt = object.properties.find((one) => isMeant(variant, one.keyNode.value, key));
  if (misspelt !== undefined) return renameKey(trouble, misspelt, key);
  const value = sampleValue(variant.properties?.[key] ?? {}, [...path, key], { root, facts });
  const json = writeJson(value);
  const order = Object.keys(variant.properties ?? {});
  const shown = json.length > 40 ? `{ … }` : json;
  const title = t('Add {0}', `"${key}": ${shown}`);
  return [{ title, edits: insertProperty(text, object, { key, json }, order), preferred: true }];
}

function objectOf(node: ASTNode): ObjectASTNode | undefined {
  const value = node.parent?.type === 'property' && node.parent.keyNode === node ? node.parent.valueNode : node;
  return value?.type === 'object' ? value : undefined;
}

/** Whether an unknown key of an object was meant to be one that is missing. */
function isMeant(variant: Field, word: string, key: string): boolean {
  const own = Object.keys(variant.properties ?? {});
  return !own.includes(word) && (certainKey(variant, word) ?? nearestWord(word, own)) === key;
}

/** The keys that an object has, also in another spelling or under the name of another library. */
export function givenKeys(variant: Field, object: ObjectASTNode): ReadonlySet<string> {
  const keys = object.properties.map(({ keyNode }) => keyNode.value);
  return new Set(['type', ...keys, ...keys.flatMap((key) => certainKey(variant, key) ?? [])]);
}

/** Into an object that nothing closes nothing can be put: it is not known where it ends. */
function isClosed(text: string, object: ObjectASTNode): boolean {
  return object.length > 1 && text[object.offset + object.length - 1] === '}';
}

/** The types that have all the keys of the object, the one that asks for the fewest others first. */
function missingType(trouble: Trouble, object: ObjectASTNode, variants: readonly Field[]): readonly Remedy[] {
  const keys = object.properties.map(({ keyNode }) => keyNode.value);
  const path = pathOf(object);
  const sensible = fittingVariants(variants, path, trouble.root);
  const fitting = sensible.filter(({ properties = {} }) => keys.every((key) => Object.hasOwn(properties, key)));
  const preset = fieldAt(trouble.root, path)?.default;
  const name = isRecord(preset) ? preset['type'] : preset;
  const ranked = fitting.toSorted((a, b) => openKeys(a, keys) - openKeys(b, keys));
  const usual = ranked.find((variant) => variantName(variant) === name);
  // What a default was chosen for is what a person most likely wants.
  const offered = usual === undefined ? ranked.slice(0, 5) : [usual];
  return offered.map((variant, index) => addType(trouble, object, variant, index === 0));
}

function openKeys(variant: Field, keys: readonly string[]): number {
  return requiredKeys(variant).filter((key) => key !== 'type' && !keys.includes(key)).length;
}

function addType({ root, facts }: Trouble, object: ObjectASTNode, variant: Field, preferred: boolean): Remedy {
  const name = variantName(variant);
  const more = sampleObject(variant, pathOf(object), { root, facts }, givenKeys(variant, object));
  const first = object.properties[0];
  const title = t('Add {0}', `"type": "${name}"`);
  const pairs = writeJson({ type: name, ...more }).slice(2, -2);
  if (first === undefined) return { title, edits: [replaceNode(object, `{ ${pairs} }`)], preferred };
  const start = { start: first.offset, end: first.offset };
  return { title, edits: [{ range: start, newText: `${pairs}, ` }], preferred };
}

/** A key that stands twice: only the last one counts, so that the others can go. */
export function fixDuplicateKey({ text, node }: Trouble): readonly Remedy[] {
  const property = propertyOf(node);
  const object = property?.parent;
  if (property === undefined || object?.type !== 'object') return [];
  const same = object.properties.filter(({ keyNode }) => keyNode.value === property.keyNode.value);
  const others = same.filter((other) => other !== property);
  const remove = (properties: readonly PropertyASTNode[]): Remedy['edits'] =>
    properties.flatMap((other) => removeNode(text, other));
  const isLast = same.at(-1) === property;
  const key = property.keyNode.value;
  const keep: Remedy = {
    title: isLast ? t('Keep this "{0}", which is the one that counts', key) : t('Keep this "{0}"', key),
    edits: remove(others),
    preferred: isLast,
    safe: isLast,
  };
  const drop: Remedy = { title: t('Remove this "{0}"', key), edits: remove([property]), preferred: !isLast };
  return same.length === 2 && !isLast ? [drop, keep] : [keep];
}
