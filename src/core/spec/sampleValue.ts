import type { ASTNode } from 'vscode-json-languageservice';
import type { DataFacts } from '../data/facts/dataFacts.ts';
import { nodeAt, type Path } from './jsonDocument.ts';
import { requiredKeys, variantName } from './jsonSchema.ts';
import { nameKindOf } from './nameKinds.ts';
import { sensibleNumbers } from './sensibleNumbers.ts';
import type { Field } from './table/field.ts';

/** What is known beside the table when a value is to be made up. */
export interface SampleContext {
  readonly root: ASTNode | undefined;
  readonly facts: DataFacts | null;
}

/** A value for a key that has to be there: its default, else the simplest one with everything that it must have. */
export function sampleValue(field: Field, path: Path, context: SampleContext): unknown {
  if (field.default !== undefined) return field.default;
  if (field.const !== undefined) return field.const;
  if (field.enum !== undefined) return field.enum[0];
  if (field.anyOf !== undefined) return sampleVariant(field.anyOf, path, context);
  switch (field.type ?? 'anything') {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return sensibleNumbers(field)[0] ?? field.minimum ?? 0;
    case 'string':
      return sampleText(path, context);
    case 'array':
      return sampleList(field, path, context);
    case 'object':
      return sampleObject(field, path, context);
    case 'anything':
      return null;
  }
}

/** An object with the keys that it must have; those in `given` are there already. */
export function sampleObject(
  field: Field,
  path: Path,
  context: SampleContext,
  given: ReadonlySet<string> = new Set(),
): Readonly<Record<string, unknown>> {
  const missing = requiredKeys(field).filter((key) => !given.has(key));
  return Object.fromEntries(
    missing.map((key) => [key, sampleValue(field.properties?.[key] ?? {}, [...path, key], context)]),
  );
}

function sampleVariant(variants: readonly Field[], path: Path, context: SampleContext): unknown {
  const [first] = variants;
  return first === undefined ? {} : { type: variantName(first), ...sampleObject(first, path, context) };
}

function sampleList(field: Field, path: Path, context: SampleContext): readonly unknown[] {
  const columns = nameKindOf(path) === 'column' ? columnsFor(path, context) : [];
  if (columns.length > 0) return columns;
  const count = Math.max(1, field.minItems ?? 1);
  const { items = {} } = field;
  return Array.from({ length: count }, (_, index) => sampleValue(items, [...path, index], context));
}

function sampleText(path: Path, context: SampleContext): string {
  switch (nameKindOf(path)) {
    case 'column':
      return columnsFor(path, context)[0] ?? 'value';
    case 'file':
      return context.facts?.source ?? 'data.csv';
    case 'layer':
      return 'input';
    case 'run':
    case 'address':
    case 'parameter':
    case undefined:
      return 'name';
  }
}

/** The columns that the other side names, else the first column of numbers that the file has. */
function columnsFor(path: Path, { root, facts }: SampleContext): readonly string[] {
  const other = path[1] === 'input' ? 'target' : 'input';
  const named = nodeAt(root, ['data', other, 'columns']);
  const names =
    named?.type === 'array' ? named.items.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])) : [];
  const numbers = (facts?.columns ?? []).filter(({ kind }) => kind === 'number').map(({ name }) => name);
  return [names[0] ?? numbers[0] ?? 'value'];
}
