import type { JSONSchema } from 'vscode-json-languageservice';
import { valuesOf, type Field, type Notes } from './table/field.ts';
import { specTable } from './table/specTable.ts';

/** The language as a JSON Schema (draft 7) for other editors, with descriptions in the language of the moment. */
export function buildJsonSchema(): JSONSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...toSchema(specTable) };
}

function toSchema(field: Field): JSONSchema {
  const description = describe(field);
  if (field.anyOf !== undefined) return { ...description, ...variantsSchema(field, field.anyOf) };
  if (field.type === 'object') return { ...description, ...objectSchema(field) };
  if (field.items !== undefined) return { ...description, ...constraints(field), items: toSchema(field.items) };
  return { ...description, ...constraints(field) };
}

function objectSchema(field: Field): JSONSchema {
  const values = valuesOf(field);
  if (values !== undefined) return { type: 'object', minProperties: 1, additionalProperties: toSchema(values) };
  const properties = Object.entries(field.properties ?? {});
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([key, child]) => [key, toSchema(child)] as const)),
    required: [...requiredKeys(field)],
    additionalProperties: false,
  };
}

/**
 * `if` the type is this `then` it has these keys: a mistake inside a variant is then reported as that variant's, where
 * `anyOf` would guess which one was meant.
 */
function variantsSchema(field: Field, alternatives: readonly Field[]): JSONSchema {
  const names = alternatives.map(variantName);
  const whole: JSONSchema = {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: names } },
    allOf: alternatives.map((alternative) => ({
      if: { properties: { type: { const: variantName(alternative) } }, required: ['type'] },
      then: toSchema(alternative),
    })),
  };
  if (field.shorthand !== true) return whole;
  return { type: ['string', 'object'], if: { type: 'string' }, then: { enum: names }, else: whole };
}

/** Keys that a document must have: neither optional nor with a default. */
export function requiredKeys({ required = [], properties = {} }: Field): readonly string[] {
  return required.filter((key) => {
    const { default: preset, defaultBeside } = properties[key] ?? {};
    return preset === undefined && defaultBeside === undefined;
  });
}

/** The word that stands as `type` of one variant. */
export function variantName(alternative: Field): string {
  return String(alternative.properties?.['type']?.const);
}

const constraintKeys = [
  'type',
  'enum',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minLength',
  'maxLength',
] as const satisfies readonly (keyof Field)[];

function constraints(field: Field): JSONSchema {
  const present = constraintKeys.filter((key) => field[key] !== undefined).map((key) => [key, field[key]]);
  // The entries are a subset of the field's own, which are JSON Schema's words.
  return Object.fromEntries(present) as JSONSchema;
}

function describe(field: Field): JSONSchema {
  const notes = field.about?.notes();
  if (notes === undefined) return {};
  const choices = notes.choices;
  return {
    description: [notes.meaning, notes.unit === undefined ? '' : ` (${notes.unit})`].join(''),
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(choices === undefined || field.enum === undefined
      ? {}
      : { enumDescriptions: choiceTexts(field.enum, choices) }),
  };
}

function choiceTexts(words: readonly string[], choices: NonNullable<Notes['choices']>): string[] {
  return words.map((word) => choices[word] ?? '');
}
