import { requiredKeys, variantName } from '../../../../src/core/spec/jsonSchema.ts';
import { valuesOf, type Field } from '../../../../src/core/spec/table/field.ts';

export type Path = readonly (string | number)[];

/** A key of the table, with the variants that its path goes through, by the path of their object. */
export interface TableKey {
  readonly path: Path;
  readonly field: Field;
  readonly variants: readonly { readonly path: Path; readonly type: string }[];
}

/** Keys that a person would choose, by the key of their object. */
const chosenKeys: Readonly<Record<string, string>> = { parameters: 'training.epochs', weights: 'up' };

/** Every key of a field and of what it holds. */
export function keysOf(field: Field, path: Path = [], variants: TableKey['variants'] = []): readonly TableKey[] {
  const own = path.length === 0 ? [] : [{ path, field, variants }];
  const inside = Object.entries(field.properties ?? {}).flatMap(([key, child]) =>
    child.const === undefined || key === 'version' ? keysOf(child, [...path, key], variants) : [],
  );
  const alternatives = (field.anyOf ?? []).flatMap((variant) =>
    keysOf(variant, path, [...variants, { path, type: variantName(variant) }]).filter((key) => key.path !== path),
  );
  const items =
    field.items?.anyOf === undefined && field.items?.properties === undefined
      ? []
      : keysOf(field.items, [...path, 0], variants).filter((key) => key.path.length > path.length + 1);
  const values = valuesOf(field);
  const chosen =
    values === undefined ? [] : keysOf(values, [...path, chosenKeys[String(path.at(-1))] ?? 'x'], variants);
  return [...own, ...inside, ...alternatives, ...items, ...chosen];
}

/** Puts a value into JSON; objects on the way are made. */
export function set(json: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(json)) return json.map((item: unknown, index) => (index === step ? set(item, rest, value) : item));
  return { ...asObject(json), [step]: set(asObject(json)[step] ?? {}, rest, value) };
}

export function get(json: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => asObject(value)[step], json);
}

export function asObject(json: unknown): Readonly<Record<string | number, unknown>> {
  return typeof json === 'object' && json !== null ? { ...json } : {};
}

/** The least that a field takes, with its required keys. */
export function sampleOf(field: Field): unknown {
  if (field.default !== undefined) return field.default;
  if (field.const !== undefined) return field.const;
  if (field.enum !== undefined) return field.enum[0];
  const variant = field.anyOf?.[0];
  if (variant !== undefined) return sampleOf(variant);
  switch (field.type ?? 'anything') {
    case 'anything':
      return 1;
    case 'boolean':
      return true;
    case 'integer':
      return within(field, 4);
    case 'number':
      return within(field, 0.5);
    case 'string':
      return 'x';
    case 'array':
      return Array.from({ length: field.minItems ?? 0 }, () => sampleOf(field.items ?? {}));
    case 'object':
      return sampleObject(field);
  }
}

function sampleObject(field: Field): unknown {
  const values = valuesOf(field);
  if (values !== undefined) return { x: sampleOf(values) };
  return Object.fromEntries(requiredKeys(field).map((key) => [key, sampleOf(field.properties?.[key] ?? {})]));
}

function within(
  { minimum = -Infinity, maximum = Infinity, exclusiveMaximum = Infinity }: Field,
  value: number,
): number {
  return Math.min(Math.max(value, minimum), maximum, exclusiveMaximum);
}

/** A sound value that is neither the present one nor the default. */
export function otherValue(field: Field, now: unknown): unknown {
  const current = now ?? field.default;
  if (field.enum !== undefined)
    return field.enum.find((word, index) => word !== current && (index > 0 || current !== undefined)) ?? '';
  if (field.anyOf !== undefined) return otherVariant(field, field.anyOf, current);
  switch (field.type ?? 'anything') {
    case 'anything':
      return 2;
    case 'boolean':
      return current !== true;
    case 'integer':
      return typeof current === 'number' ? otherNumber(field, current, current + 1) : within(field, 6);
    case 'number':
      return typeof current === 'number' && current !== 0
        ? otherNumber(field, current, current / 2)
        : within(field, 0.25);
    case 'string':
      return ';';
    case 'array':
      return otherList(field, current);
    case 'object':
      return otherObject(field, current);
  }
}

function otherNumber(field: Field, current: number, wanted: number): number {
  const value = within(field, wanted);
  return value === current ? current - 1 : value;
}

function otherVariant(field: Field, alternatives: readonly Field[], current: unknown): unknown {
  const type = typeof current === 'string' ? current : asObject(current)['type'];
  const other = alternatives.find((variant) => variantName(variant) !== type);
  return field.shorthand === true && other !== undefined && requiresNothing(other)
    ? variantName(other)
    : { ...asObject(sampleOf(other ?? {})) };
}

function requiresNothing(variant: Field): boolean {
  return Object.keys(asObject(sampleOf(variant))).length === 1;
}

function otherList({ items = {}, minItems = 1, maxItems }: Field, current: unknown): unknown {
  if (items.type === 'number' && Array.isArray(current) && current.length === 3) return [0.5, 0.25, 0.25];
  if (items.anyOf !== undefined || items.properties !== undefined) return [sampleOf(items)];
  if (items.enum !== undefined) return [items.enum.find((word) => word !== asObject(current)[0])];
  const first = otherValue(items, asObject(current)[0]);
  return maxItems === undefined || !Array.isArray(current)
    ? Array.from({ length: Math.max(1, minItems) }, () => first)
    : current.map((item: unknown, index) => (index === 0 ? first : item));
}

function otherObject(field: Field, current: unknown): unknown {
  const values = valuesOf(field);
  if (values !== undefined) return { other: sampleOf(values) };
  const key = Object.keys(field.properties ?? {}).find((one) => one !== 'type') ?? '';
  return { ...asObject(current), [key]: otherValue(field.properties?.[key] ?? {}, asObject(current)[key]) };
}
