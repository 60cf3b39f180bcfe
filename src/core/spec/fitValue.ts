import { requiredKeys, variantName } from './jsonSchema.ts';
import { isAllowedNumber } from './sensibleNumbers.ts';
import { valuesOf, type Field } from './table/field.ts';

/** Whether the table allows a value, with everything in it. */
export function fits(field: Field, value: unknown): boolean {
  if (field.anyOf !== undefined) return fitsVariant(field, field.anyOf, value);
  if (field.const !== undefined) return value === field.const;
  if (field.enum !== undefined) return typeof value === 'string' && field.enum.includes(value);
  switch (field.type ?? 'anything') {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'number':
      return typeof value === 'number' && isAllowedNumber(field, value);
    case 'string':
      return typeof value === 'string' && isLong(value.length, field.minLength, field.maxLength);
    case 'array':
      return Array.isArray(value) && fitsList(field, value);
    case 'object':
      return isRecord(value) && fitsObject(field, value);
    case 'anything':
      return true;
  }
}

function fitsVariant(field: Field, variants: readonly Field[], value: unknown): boolean {
  const type = isRecord(value) ? value['type'] : field.shorthand === true ? value : undefined;
  const variant = variants.find((one) => variantName(one) === type);
  return variant !== undefined && (!isRecord(value) || fitsObject(variant, value));
}

function fitsList(field: Field, values: readonly unknown[]): boolean {
  const isUnique = field.uniqueItems !== true || new Set(values).size === values.length;
  return (
    isUnique &&
    isLong(values.length, field.minItems, field.maxItems) &&
    values.every((item) => fits(field.items ?? {}, item))
  );
}

function fitsObject(field: Field, value: Readonly<Record<string, unknown>>): boolean {
  const hasAll = requiredKeys(field).every((key) => Object.hasOwn(value, key));
  return hasAll && Object.entries(value).every(([key, child]) => fitsKey(field, key, child));
}

function fitsKey(object: Field, key: string, value: unknown): boolean {
  const { properties = {} } = object;
  const field = Object.hasOwn(properties, key) ? properties[key] : valuesOf(object);
  return field !== undefined && fits(field, value);
}

function isLong(length: number, least = 0, most = Infinity): boolean {
  return length >= least && length <= most;
}

/** Whether a value is an object in braces. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value of the wrong kind, or out of bounds, was meant to be; `undefined` where that is not plain. */
export function convert(field: Field, value: unknown): unknown {
  const converted = convertLoosely(field, value);
  return converted !== undefined && fits(field, converted) ? converted : undefined;
}

function convertLoosely(field: Field, value: unknown): unknown {
  if (field.anyOf !== undefined) return typeof value === 'string' ? { type: value } : single(value);
  if (field.const !== undefined) return isSame(single(value), field.const) ? field.const : undefined;
  switch (field.type ?? 'anything') {
    case 'boolean':
      return toFlag(single(value));
    case 'integer':
    case 'number':
      return toNumber(field, single(value));
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : single(value);
    case 'array':
      return isRecord(value) && field.items?.type !== 'object' && field.items?.anyOf === undefined
        ? undefined
        : [value];
    case 'object':
    case 'anything':
      return undefined;
  }
}

/** Whether a plain value is the constant, be it as text or as a number. */
function isSame(value: unknown, constant: string | number): boolean {
  return (typeof value === 'string' || typeof value === 'number') && String(value) === String(constant);
}

/** The one item of a list. */
function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : Array.isArray(value) ? undefined : value;
}

function toFlag(value: unknown): boolean | undefined {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === true || word === 'true' || word === 'yes' || word === 'on' || word === 1) return true;
  return word === false || word === 'false' || word === 'no' || word === 'off' || word === 0 ? false : undefined;
}

function toNumber(field: Field, value: unknown): number | undefined {
  const isText = typeof value === 'string' && value.trim() !== '';
  const number = isText ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? nearestAllowed(field, number) : undefined;
}

/** The number of the table's range that is nearest to one outside it. */
export function nearestAllowed(field: Field, value: number): number {
  const whole = field.type === 'integer' ? Math.round(value) : value;
  if (isAllowedNumber(field, whole)) return whole;
  const isLow = whole <= (field.minimum ?? field.exclusiveMinimum ?? -Infinity);
  if (!Number.isFinite(whole)) return besideOpenEnd(field, isLow);
  const closed = isLow ? field.minimum : field.maximum;
  return closed ?? besideOpenEnd(field, isLow);
}

/** Next to an end that is not itself allowed there is no nearest number: one that is usual, or the default. */
function besideOpenEnd(field: Field, isLow: boolean): number {
  const usual = field.about?.usual?.[isLow ? 0 : 1];
  const ranked = isLow ? [field.default, usual, 1e-6] : [usual, field.default, 0.9];
  const candidates = ranked.filter((value) => typeof value === 'number');
  return candidates.find((value) => isAllowedNumber(field, value)) ?? (isLow ? Number.MIN_VALUE : 0);
}
