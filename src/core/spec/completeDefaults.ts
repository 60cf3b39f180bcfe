import { variantName } from './jsonSchema.ts';
import { defaultOf, valuesOf, type Field } from './table/field.ts';

/** A value of a document with every default of the table written out, and bare words for what they stand for. */
export function completeDefaults(field: Field, value: unknown): unknown {
  if (field.anyOf !== undefined) return completeVariant(field.anyOf, value);
  if (field.properties !== undefined) return completeObject(field.properties, value);
  const values = valuesOf(field);
  if (values !== undefined) return completeValues(values, value);
  if (field.items !== undefined && Array.isArray(value)) return completeItems(field.items, value);
  return value;
}

function completeVariant(alternatives: readonly Field[], value: unknown): unknown {
  const object = typeof value === 'string' ? { type: value } : value;
  const type = isRecord(object) ? object['type'] : undefined;
  const variant = alternatives.find((alternative) => variantName(alternative) === type);
  return variant === undefined ? object : completeDefaults(variant, object);
}

function completeObject(properties: Readonly<Record<string, Field>>, value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(properties).map(([key, field]) => {
    const given = Object.hasOwn(value, key) ? value[key] : defaultOf(field, value);
    return [key, given === undefined ? undefined : completeDefaults(field, given)] as const;
  });
  return Object.fromEntries(entries.filter(([, completed]) => completed !== undefined));
}

function completeValues(values: Field, value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, completeDefaults(values, one)] as const));
}

function completeItems(items: Field, values: readonly unknown[]): readonly unknown[] {
  return values.map((value) => completeDefaults(items, value));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
