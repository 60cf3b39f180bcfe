import { requiredKeys, variantName } from '../jsonSchema.ts';
import { nameKindOf } from '../nameKinds.ts';
import type { Path } from '../jsonDocument.ts';
import { sensibleNumbers } from '../sensibleNumbers.ts';
import type { Field } from '../table/field.ts';

/** Counts the tab stops of one snippet. */
export interface Stops {
  next(): number;
}

/** Starts with stop 1. */
export function createStops(): Stops {
  let last = 0;
  return { next: () => ++last };
}

/** A value of a key as a snippet, with everything in it that has to be said. */
export function valueSnippet(field: Field, path: Path, stops: Stops): string {
  if (field.anyOf !== undefined) return variantsSnippet(field, field.anyOf, path, stops);
  if (field.const !== undefined) return escapeSnippet(JSON.stringify(field.const));
  if (field.enum !== undefined) return quoted(choiceStop(wordsFirst(field.enum, field.default), stops));
  switch (field.type ?? 'anything') {
    case 'boolean':
      return choiceStop(field.default === true ? ['false', 'true'] : ['true', 'false'], stops);
    case 'integer':
    case 'number':
      return textStop(String(sensibleNumbers(field)[0] ?? field.minimum ?? 0), stops);
    case 'string':
      return quoted(`$${stops.next()}`);
    case 'array':
      return listSnippet(field, path, stops);
    case 'object':
      return objectSnippet(field, path, stops);
    case 'anything':
      return `$${stops.next()}`;
  }
}

/** Whether the value's first tab stop is one that can be completed in turn. */
export function wantsMore(field: Field, path: Path): boolean {
  if (field.anyOf !== undefined) return (field.shorthand ?? false) || field.anyOf.length > 1;
  if (field.type === 'array') return field.items !== undefined && wantsMore(field.items, [...path, 0]);
  return field.type === 'string' && field.enum === undefined && nameKindOf(path) !== undefined;
}

/** An object with the keys that it must have, on one line as long as it is short. */
export function objectSnippet(field: Field, path: Path, stops: Stops, more: readonly string[] = []): string {
  const keys = [...requiredKeys(field), ...more];
  const pairs = keys.map((key) => {
    const child = field.properties?.[key] ?? {};
    return `"${escapeSnippet(key)}": ${valueSnippet(child, [...path, key], stops)}`;
  });
  if (pairs.length === 0) return `{ $${stops.next()} }`;
  const line = `{ ${pairs.join(', ')} }`;
  const isLong = line.length > 100 || pairs.some((pair) => pair.includes('\n'));
  return isLong ? `{\n${pairs.map((pair) => indent(pair)).join(',\n')}\n}` : line;
}

/** The bare word where it may stand alone, else the object of the default or of the first variant. */
function variantsSnippet(field: Field, alternatives: readonly Field[], path: Path, stops: Stops): string {
  const names = alternatives.map(variantName);
  if (field.shorthand === true) return quoted(choiceStop(wordsFirst(names, field.default), stops));
  const preset = typeOf(field.default);
  const variant = alternatives.find((one) => variantName(one) === preset) ?? alternatives[0];
  return variant === undefined ? `{ $${stops.next()} }` : objectSnippet(variant, path, stops);
}

function listSnippet(field: Field, path: Path, stops: Stops): string {
  const { items = {} } = field;
  if (Array.isArray(field.default) && items.type !== 'string')
    return `[${field.default.map((item: unknown) => textStop(JSON.stringify(item), stops)).join(', ')}]`;
  if (field.minItems !== undefined && field.minItems === field.maxItems)
    return `[${Array.from({ length: field.minItems }, () => valueSnippet(items, [...path, 0], stops)).join(', ')}]`;
  const item = valueSnippet(items, [...path, 0], stops);
  return items.anyOf !== undefined || items.type === 'object' ? `[\n${indent(item)}\n]` : `[${item}]`;
}

/** The object of one variant, with further keys beside those that it must have. */
export function variantSnippet(variant: Field, path: Path, more: readonly string[] = []): string {
  return objectSnippet(variant, path, createStops(), more);
}

function typeOf(preset: unknown): unknown {
  return typeof preset === 'object' && preset !== null && 'type' in preset ? preset.type : preset;
}

function wordsFirst(words: readonly string[], preset: unknown): readonly string[] {
  return typeof preset === 'string' ? [preset, ...words.filter((word) => word !== preset)] : words;
}

function choiceStop(words: readonly string[], stops: Stops): string {
  const choices = words.map((word) => escapeSnippet(word).replaceAll(/[,|]/g, (mark) => `\\${mark}`));
  return `\${${stops.next()}|${choices.join(',')}|}`;
}

function textStop(text: string, stops: Stops): string {
  return `\${${stops.next()}:${escapeSnippet(text)}}`;
}

function quoted(snippet: string): string {
  return `"${snippet}"`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `\t${line}`)
    .join('\n');
}

/** Plain text as it stands in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[$}\\]/g, (mark) => `\\${mark}`);
}
