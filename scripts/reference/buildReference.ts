import { fieldMarkdown } from '../../src/core/spec/hoverField.ts';
import { variantName } from '../../src/core/spec/jsonSchema.ts';
import type { Field } from '../../src/core/spec/table/field.ts';
import { specTable } from '../../src/core/spec/table/specTable.ts';
import { fieldSections } from './fieldSections.ts';
import { cell } from './markdown.ts';

/** A page of the reference; `file` is relative to its folder, with slashes. */
export interface ReferencePage {
  readonly file: string;
  readonly markdown: string;
}

const origin = '<!-- Written by `npm run docs` from src/core/spec/table. -->';

/** The reference of the language: an index, a page a section, and a page a kind of layer, all from the table. */
export function buildReference(): readonly ReferencePage[] {
  const keys = Object.entries(specTable.properties ?? {});
  return [
    indexPage(keys),
    ...keys.filter(([, field]) => isSection(field)).flatMap(([key, field]) => pagesOf(key, field)),
  ];
}

/** Whether a key of the spec has so much to say that it gets a page. */
function isSection(field: Field): boolean {
  return field.type === 'object' || field.type === 'array' || field.anyOf !== undefined;
}

/** A list of things of several kinds has a page for each kind. */
function pagesOf(key: string, field: Field): readonly ReferencePage[] {
  const kinds = field.items?.anyOf;
  if (kinds === undefined) return [sectionPage(key, field)];
  return [kindsPage(key, field, kinds), ...kinds.map((kind) => kindPage(key, kind))];
}

function indexPage(keys: readonly (readonly [string, Field])[]): ReferencePage {
  const sections = keys.filter(([, field]) => isSection(field));
  const others = keys.filter(([, field]) => !isSection(field));
  return page('README.md', [
    '# The language of `.lstm.json` files',
    meaningOf(specTable),
    'JSON with comments and trailing commas. The same explanations appear when the pointer rests on a key.',
    table(
      ['section', 'what it says'],
      sections.map(([key, field]) => [`[${key}](${key}.md)`, meaningOf(field)]),
    ),
    ...others.flatMap(([key, field]) => [`## ${key}`, untitled(fieldMarkdown(key, field))]),
    'Every problem that the editor reports has [a page](../problems/README.md), too.',
  ]);
}

function sectionPage(key: string, field: Field): ReferencePage {
  const sections = fieldSections(key, field).filter(({ heading }) => heading !== key);
  const own = fieldSections(key, field).find(({ heading }) => heading === key);
  return page(`${key}.md`, [
    `# ${key}`,
    ...(own === undefined ? [untitled(fieldMarkdown(key, field))] : underKeys(own.markdown)),
    ...sections.flatMap(({ heading, markdown }) => [`## ${heading}`, markdown]),
  ]);
}

function kindsPage(key: string, field: Field, kinds: readonly Field[]): ReferencePage {
  const rows = kinds.map((kind) => {
    const name = variantName(kind);
    return [`[${name}](${key}/${name}.md)`, meaningOf(kind)];
  });
  return page(`${key}.md`, [`# ${key}`, meaningOf(field), table(['type', 'what it does'], rows)]);
}

function kindPage(key: string, kind: Field): ReferencePage {
  const name = variantName(kind);
  const [own, ...nested] = fieldSections(name, kind, name);
  return page(`${key}/${name}.md`, [
    `# ${name}`,
    ...underKeys(own?.markdown ?? ''),
    ...nested.flatMap(({ heading, markdown }) => [`## ${heading}`, markdown]),
    `Other kinds of ${key} are listed in [${key}](../${key}.md).`,
  ]);
}

/** The keys of the page's own object, under a heading that sets them apart from what the object is. */
function underKeys(markdown: string): readonly string[] {
  const [about = '', ...keys] = markdown.split(/\n\n(?=### )/);
  return keys.length === 0 ? [about] : [about, '## Keys', ...keys];
}

function page(file: string, parts: readonly string[]): ReferencePage {
  return { file, markdown: `${[origin, ...parts].filter((part) => part !== '').join('\n\n')}\n` };
}

function meaningOf(field: Field): string {
  return field.about?.notes().meaning ?? '';
}

/** An explanation without its first paragraph, the name: a heading stands above it. */
function untitled(markdown: string): string {
  return markdown.split('\n\n').slice(1).join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}
