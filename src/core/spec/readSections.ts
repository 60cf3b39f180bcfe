import { getNodeValue } from 'jsonc-parser';
import type { ASTNode } from 'vscode-json-languageservice';
import type { Problem } from '../../contracts/problem.ts';
import { completeDefaults } from './completeDefaults.ts';
import { countWhile } from './countWhile.ts';
import { rangeOf, valueOf } from './jsonDocument.ts';
import {
  specTable,
  type DataSpec,
  type LayerSpec,
  type ProbeSpec,
  type SearchSpec,
  type TrainingSpec,
} from './table/specTable.ts';

/** The parts of a spec that are sound by themselves, so that a mistake in one does not silence what is said of others. */
export interface Sections {
  readonly data: DataSpec | null;
  /** One entry a layer of the document; empty where there is no list. */
  readonly layers: readonly (LayerSpec | null)[];
  /** The name of each layer as written, whether or not the layer is sound. */
  readonly names: readonly (string | undefined)[];
  readonly training: TrainingSpec | null;
  /** `undefined` where there is none, `null` where it is in error. */
  readonly search: SearchSpec | null | undefined;
  readonly probes: readonly ProbeSpec[] | null;
  readonly assertions: readonly string[] | null;
}

/** Reads what `structure` found no error in, with every default written out. */
export function readSections(root: ASTNode | undefined, structure: readonly Problem[]): Sections {
  const errors = errorOffsets(structure);
  const layers = valueOf(root, 'layers');
  const items = layers?.type === 'array' ? layers.items : [];
  // The casts hold because the structure was checked against the table that the types come from.
  return {
    data: readKey(root, 'data', errors) as DataSpec | null,
    layers: items.map((item) => readLayer(item, errors)),
    names: items.map(writtenName),
    training: readKey(root, 'training', errors) as TrainingSpec | null,
    search: valueOf(root, 'search') === undefined ? undefined : (readKey(root, 'search', errors) as SearchSpec | null),
    probes: readKey(root, 'probes', errors) as readonly ProbeSpec[] | null,
    assertions: readKey(root, 'assert', errors) as readonly string[] | null,
  };
}

function readKey(root: ASTNode | undefined, key: string, errors: readonly number[]): unknown {
  const field = specTable.properties?.[key];
  if (root?.type !== 'object' || field === undefined) return null;
  const value = valueOf(root, key);
  if (value === undefined) return field.default === undefined ? null : completeDefaults(field, field.default);
  return hasError(value.parent ?? value, errors) ? null : completeDefaults(field, getNodeValue(value));
}

function readLayer(item: ASTNode, errors: readonly number[]): LayerSpec | null {
  const field = specTable.properties?.['layers']?.items;
  if (field === undefined || hasError(item, errors)) return null;
  return completeDefaults(field, getNodeValue(item)) as LayerSpec;
}

function writtenName(item: ASTNode): string | undefined {
  const name = valueOf(item, 'name');
  return name?.type === 'string' ? name.value : undefined;
}

/** Where errors begin, in the order of the text. */
function errorOffsets(structure: readonly Problem[]): readonly number[] {
  const errors = structure.filter(({ severity }) => severity === 'error');
  return errors.map(({ range }) => range.start).sort((a, b) => a - b);
}

function hasError(node: ASTNode, errors: readonly number[]): boolean {
  const { start, end } = rangeOf(node);
  const first = errors[countWhile(errors, (offset) => offset < start)];
  return first !== undefined && first < end;
}
