import { fieldMarkdown, variantMarkdown } from '../../src/core/spec/hoverField.ts';
import { variantName } from '../../src/core/spec/jsonSchema.ts';
import { valuesOf, type Field } from '../../src/core/spec/table/field.ts';
import { linkTo } from './markdown.ts';

/** An object of the language with its keys, under a heading of its own. */
interface Section {
  readonly heading: string;
  readonly markdown: string;
}

/** What stands under a key besides its own explanation. */
interface Nested {
  /** Path of the object, such as `data.input`. */
  readonly path: string;
  readonly field: Field;
  /** The variant that it is, where there are several. */
  readonly type?: string;
}

/**
 * The objects that a row of the table holds, outermost first, each with every key that it has. An object that says the
 * same as an earlier one is not said again, but linked. `type` tells that the row itself is a variant.
 */
export function fieldSections(path: string, field: Field, type?: string): readonly Section[] {
  const sections: Section[] = [];
  const headings = new Map<string, string>();
  const waiting: Nested[] = type === undefined ? [...objectsUnder(path, field)] : [{ path, field, type }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const heading = headingOf(next);
    const said = wholeText({ ...next, path: '' });
    const earlier = headings.get(said);
    if (earlier === heading) continue;
    if (earlier !== undefined) {
      sections.push({ heading, markdown: `The same as ${linkTo(earlier)}.` });
      continue;
    }
    headings.set(said, heading);
    sections.push({ heading, markdown: objectMarkdown(next) });
    waiting.push(...childrenOf(next));
  }
  return sections;
}

/** The objects that a value of this row is, or is a list or map of. */
function objectsUnder(path: string, field: Field): readonly Nested[] {
  if (field.anyOf !== undefined) {
    return field.anyOf.map((variant) => ({ path, field: variant, type: variantName(variant) }));
  }
  if (field.items !== undefined) return objectsUnder(`${path}[]`, field.items);
  const values = valuesOf(field);
  if (values !== undefined) return objectsUnder(`${path}.*`, values);
  return field.properties === undefined ? [] : [{ path, field }];
}

function childrenOf({ path, field }: Nested): readonly Nested[] {
  return Object.entries(field.properties ?? {}).flatMap(([key, child]) => objectsUnder(`${path}.${key}`, child));
}

/** All that is said of an object and of what it holds: equal for objects that are the same in two places. */
function wholeText(object: Nested): string {
  return [objectMarkdown(object), ...childrenOf(object).map(wholeText)].join('\n\n');
}

function headingOf({ path, type }: Nested): string {
  return type === undefined ? path : `${path}: ${type}`;
}

function objectMarkdown(object: Nested): string {
  const { path, field, type } = object;
  const about = type === undefined ? (field.about?.notes().meaning ?? '') : withoutTitle(variantMarkdown(field, type));
  const keys = Object.entries(field.properties ?? {}).filter(([key]) => type === undefined || key !== 'type');
  return [about, ...keys.map(([key, child]) => keyMarkdown(path, key, child))]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A key with everything that is known of it, and links to the objects that it holds. */
function keyMarkdown(path: string, key: string, field: Field): string {
  const [title = '', ...explanation] = fieldMarkdown(key, field).split('\n\n');
  const impact = title.split(' · ')[1];
  const inside = objectsUnder(`${path}.${key}`, field).map((object) => linkTo(headingOf(object)));
  return [
    `### ${key}`,
    impact === undefined ? '' : `_${impact}_`,
    ...explanation,
    inside.length === 0 ? '' : `See ${inside.join(', ')}.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The heading says the name already; the impact stays. */
function withoutTitle(markdown: string): string {
  return markdown.split('\n\n').slice(1).join('\n\n');
}
