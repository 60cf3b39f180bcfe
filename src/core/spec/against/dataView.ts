import { getNodeValue } from 'jsonc-parser';
import type { ASTNode } from 'vscode-json-languageservice';
import { completeDefaults } from '../completeDefaults.ts';
import { valueOf, type Path } from '../jsonDocument.ts';
import { specTable } from '../table/specTable.ts';

/** The `data` of a spec as it stands, defaults written out. Unlike a plan it is there while other parts are wrong. */
export interface DataView {
  /** The text at a path, or `null` where there is none. */
  text(path: Path): string | null;
  number(path: Path): number | null;
  /** The texts of a list; what is no text is left out, but counts for the index. */
  texts(path: Path): readonly { readonly text: string; readonly index: number }[];
  numbers(path: Path): readonly number[];
  keys(path: Path): readonly string[];
}

/** Opens the `data` of a spec. All paths begin with `data`. */
export function openDataView(root: ASTNode | undefined): DataView {
  const node = valueOf(root, 'data');
  const field = specTable.properties?.['data'];
  const value: unknown = node === undefined ? undefined : getNodeValue(node);
  const data = field === undefined ? value : completeDefaults(field, value);
  const at = (path: Path): unknown => path.slice(1).reduce(stepInto, data);
  const list = (path: Path): readonly unknown[] => {
    const found = at(path);
    return Array.isArray(found) ? found : [];
  };
  return {
    text: (path) => asText(at(path)),
    number: (path) => asNumber(at(path)),
    texts: (path) =>
      list(path).flatMap((item, index) => {
        const text = asText(item);
        return text === null ? [] : [{ text, index }];
      }),
    numbers: (path) => list(path).flatMap((item) => asNumber(item) ?? []),
    keys: (path) => {
      const found = at(path);
      return typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.keys(found) : [];
    },
  };
}

function stepInto(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  // Whatever a document holds: only what is its own was let through.
  return (value as Readonly<Record<string | number, unknown>>)[step];
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
