import { normalForm } from './suggest.ts';
import { valuesOf, type Field } from './table/field.ts';
import { specTable } from './table/specTable.ts';

/** A key of the table, with the place of its object. */
export interface Home {
  readonly key: string;
  /** As in `layers[]`; empty for the whole spec. */
  readonly place: string;
}

/** Every key of the language, by what it and its synonyms are called in any spelling. Walked once: it is asked often. */
const homes: ReadonlyMap<string, readonly Home[]> = collectHomes();

/** Where in the table a key of this name is; `undefined` where that is nowhere, or in several places. */
export function homeOf(word: string): Home | undefined {
  const found = homes.get(normalForm(word)) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

function collectHomes(): ReadonlyMap<string, readonly Home[]> {
  const found = new Map<string, Home[]>();
  const add = (word: string, home: Home): void => {
    const known = found.get(word) ?? [];
    if (!known.some(({ key, place }) => key === home.key && place === home.place)) found.set(word, [...known, home]);
  };
  walk(specTable, '', add);
  return found;
}

function walk(field: Field, place: string, add: (word: string, home: Home) => void): void {
  const entries = Object.entries(field.properties ?? {});
  const names = new Set(entries.map(([key]) => normalForm(key)));
  for (const [key, child] of entries) {
    if (key !== 'type') {
      add(normalForm(key), { key, place });
      const synonyms = Object.values(child.about?.synonyms ?? {}).map(normalForm);
      // A key of the object itself is meant before what another library calls so.
      for (const word of synonyms) if (!names.has(word)) add(word, { key, place });
    }
    walk(child, place === '' ? key : `${place}.${key}`, add);
  }
  for (const variant of field.anyOf ?? []) walk(variant, place, add);
  const values = valuesOf(field);
  if (values !== undefined) walk(values, `${place}[]`, add);
  if (field.items !== undefined) walk(field.items, `${place}[]`, add);
}
