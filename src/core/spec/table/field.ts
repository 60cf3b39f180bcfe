import {
  Type,
  type Static,
  type TBoolean,
  type TInteger,
  type TLiteral,
  type TNumber,
  type TObject,
  type TProperties,
  type TSchema,
  type TString,
  type TUnsafe,
} from '@sinclair/typebox';
import type { EquationKey } from './equations.ts';
import type { ReferenceKey } from './references.ts';

/** What a person should know about a key or a value, in their language. */
export interface Notes {
  readonly meaning: string;
  /** Unit of a number, or shape of a tensor in backticks. */
  readonly unit?: string;
  /** What stands for the key where it is left out, unless that is one fixed value. */
  readonly absent?: string;
  readonly raising?: string;
  readonly lowering?: string;
  /** Why the range ends where it does, or why the default differs from Keras's. */
  readonly why?: string;
  /** What each of the choices means. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** How much a key usually matters for what a model learns. */
export type Impact = 'low' | 'medium' | 'high';

/** Libraries whose names for the same thing people bring along. */
export type Library = 'Keras' | 'PyTorch' | 'Ludwig' | 'Darts';

/** Everything about a key besides its type and range. */
export interface About {
  /** Called late: the language of the person is not known while modules load. */
  readonly notes: () => Notes;
  readonly impact?: Impact;
  /** The name of this key, or of this layer, elsewhere. */
  readonly synonyms?: Readonly<Partial<Record<Library, string>>>;
  /** Other spellings of the choices: spelling to choice. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Lowest and highest value that is not worth a warning. */
  readonly usual?: readonly [number, number];
  readonly reference?: ReferenceKey;
  readonly equation?: EquationKey;
  /** What this version cannot train: the key or variant itself where it is not at its default, or these choices. */
  readonly later?: true;
}

/** The table's rows as plain data: a typed view of what TypeBox builds. */
export interface Field {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly properties?: Readonly<Record<string, Field>>;
  /** Keys of an object that are not optional; those with a default may still be left out of a document. */
  readonly required?: readonly string[];
  /** Row of the values where a person chooses the keys; `false` where only `properties` may stand. */
  readonly additionalProperties?: Field | boolean | undefined;
  readonly items?: Field;
  /** Objects told apart by their `type`. */
  readonly anyOf?: readonly Field[];
  /** Whether the bare `type` may stand for an object with all defaults. */
  readonly shorthand?: boolean;
  readonly enum?: readonly string[];
  readonly const?: string | number;
  readonly default?: unknown;
  /** The default, where it follows from the keys beside it; these may be anything. */
  readonly defaultBeside?: (siblings: Readonly<Record<string, unknown>>) => unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly about?: About;
}

/** The row of every value of an object whose keys a person chooses. */
export function valuesOf(field: Field): Field | undefined {
  return typeof field.additionalProperties === 'object' ? field.additionalProperties : undefined;
}

interface Described {
  readonly about: About;
}

interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

interface Default<T> {
  readonly default?: T;
}

/** What stands for a key that is left out; `undefined` where that is nothing. */
export function defaultOf(
  { default: preset, defaultBeside }: Field,
  siblings: Readonly<Record<string, unknown>>,
): unknown {
  return preset ?? defaultBeside?.(siblings);
}

/** A whole number. */
export function integer(options: Described & Range & Default<number>): TInteger {
  return Type.Integer({ ...options });
}

/** A number. */
export function number(options: Described & Range & Default<number>): TNumber {
  return Type.Number({ ...options });
}

/** `true` or `false`. */
export function flag(options: Described & Default<boolean>): TBoolean {
  return Type.Boolean({ ...options });
}

/** Free text that is not empty. */
export function text(options: Described & { readonly maxLength?: number }): TString {
  return Type.String({ minLength: 1, ...options });
}

/** One of a few words. */
export function choice<const T extends string>(values: readonly T[], options: Described & Default<T>): TUnsafe<T> {
  return Type.Unsafe<T>({ type: 'string', enum: values, ...options });
}

/** A list of at least one item, without repetition. */
export function listOf<T extends TSchema>(
  items: T,
  options: Described & Default<readonly Static<T>[]> & { readonly minItems?: number },
): TUnsafe<readonly Static<T>[]> {
  return Type.Unsafe<readonly Static<T>[]>({ type: 'array', items, minItems: 1, uniqueItems: true, ...options });
}

/** A list in its order, with repetitions where a person wants them. */
export function chainOf<T extends TSchema>(
  items: T,
  options: Described & Default<readonly Static<T>[]> & { readonly minItems?: number; readonly maxItems?: number },
): TUnsafe<readonly Static<T>[]> {
  return Type.Unsafe<readonly Static<T>[]>({ type: 'array', items, minItems: 1, ...options });
}

/** Two numbers without a default, such as rows and columns of an image. */
export function pair(items: TNumber | TInteger, options: Described): TUnsafe<readonly [number, number]> {
  return Type.Unsafe({ type: 'array', items, minItems: 2, maxItems: 2, ...options });
}

/** Exactly as many numbers as the default has. */
export function tuple<const T extends readonly number[]>(
  items: TNumber | TInteger,
  options: Described & { readonly default: T },
): TUnsafe<{ readonly [K in keyof T]: number }> {
  const size = options.default.length;
  return Type.Unsafe({ type: 'array', items, minItems: size, maxItems: size, ...options });
}

/** An object whose keys a person chooses, at least one. */
export function mapOf<T extends TSchema>(values: T, options: Described): TUnsafe<Readonly<Record<string, Static<T>>>> {
  return Type.Unsafe({ type: 'object', additionalProperties: values, ...options });
}

/** Any JSON value. */
export function anything(options: Described): TUnsafe<unknown> {
  return Type.Unsafe<unknown>({ ...options });
}

/** An object with exactly these keys. `default: {}` lets it be left out, with the defaults of its keys. */
export function object<P extends TProperties>(
  properties: P,
  options: Described & Default<Record<string, never>>,
): TObject<P> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** The word that tells one variant of an object from the others. */
export function kind<const T extends string | number>(value: T, options: Partial<Described> = {}): TLiteral<T> {
  return Type.Literal(value, { ...options });
}

/** One of several objects, told apart by their `type`. */
export function variants<T extends TSchema>(
  alternatives: readonly T[],
  options: Described & Default<unknown> & Pick<Field, 'shorthand' | 'defaultBeside'>,
): TUnsafe<Static<T>> {
  return Type.Unsafe<Static<T>>({ anyOf: alternatives, ...options });
}
