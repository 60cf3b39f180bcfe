import { t } from '@vscode/l10n';
import { rangeText, typeText } from './fieldTexts.ts';
import { variantName } from './jsonSchema.ts';
import { equations, type EquationKey } from './table/equations.ts';
import type { About, Field, Impact, Notes } from './table/field.ts';
import { references } from './table/references.ts';

/** Explains a key. `word` is the value that stands there, where it is a word. */
export function fieldMarkdown(name: string, field: Field, word?: string): string {
  const { about } = field;
  if (about === undefined) return '';
  const notes = about.notes();
  return joinParts([
    titleLine(name, about),
    notes.meaning,
    choicesText(field, notes, word),
    factsText([
      [t('Type'), typeOf(field)],
      [t('Unit'), notes.unit],
      [t('Default'), defaultText(field, notes)],
      [t('Range'), rangeOfValues(field)],
      [t('Usual'), about.usual && t('{0} to {1}', about.usual[0], about.usual[1])],
      [t('Raising it'), notes.raising],
      [t('Lowering it'), notes.lowering],
      [t('Note'), notes.why],
      [t('Elsewhere'), synonymsText(about)],
      [t('Not yet'), about.later === true ? t('this version cannot train it') : ''],
    ]),
    equationMarkdown(about.equation),
    referenceText(about),
  ]);
}

/** Explains one variant of an object, a kind of layer or an optimizer; `equation` in place of its kind's own. */
export function variantMarkdown(variant: Field, name: string, equation?: EquationKey): string {
  const { about } = variant;
  if (about === undefined) return '';
  const notes = about.notes();
  const keys = Object.keys(variant.properties ?? {}).filter((key) => key !== 'type');
  return joinParts([
    titleLine(name, about),
    notes.meaning,
    factsText([
      [t('Shape'), notes.unit],
      [t('Keys'), keys.map((key) => `\`${key}\``).join(', ')],
      [t('Elsewhere'), synonymsText(about)],
      [t('Not yet'), about.later === true ? t('this version cannot train it') : ''],
    ]),
    equationMarkdown(equation ?? about.equation),
    referenceText(about),
  ]);
}

/** The formulas as a code block; empty without one. */
function equationMarkdown(key: EquationKey | undefined): string {
  return key === undefined ? '' : ['```text', ...equations[key], '```'].join('\n');
}

/** Lines of a list, `**label**: text`; those without a text are left out. */
export function factsText(facts: readonly (readonly [string, string | undefined])[]): string {
  return facts
    .flatMap(([label, text]) => (text === undefined || text === '' ? [] : [`- **${label}**: ${text}`]))
    .join('\n');
}

/** Paragraphs, empty ones left out. */
export function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function titleLine(name: string, { impact }: About): string {
  return impact === undefined ? `**${name}**` : `**${name}** · ${impactText(impact)}`;
}

function impactText(impact: Impact): string {
  switch (impact) {
    case 'low':
      return t('low impact');
    case 'medium':
      return t('medium impact');
    case 'high':
      return t('high impact');
  }
}

function choicesText(field: Field, { choices = {} }: Notes, word: string | undefined): string {
  const words = field.enum ?? [];
  return words.map((one) => choiceLine(one, choices[one], one === word)).join('\n');
}

function choiceLine(word: string, meaning: string | undefined, chosen: boolean): string {
  const code = chosen ? `**\`${word}\`**` : `\`${word}\``;
  return meaning === undefined ? `- ${code}` : `- ${code}: ${meaning}`;
}

/** Left out for choices: they are listed above. */
function typeOf(field: Field): string | undefined {
  if (field.anyOf !== undefined) return field.anyOf.map((variant) => `\`${variantName(variant)}\``).join(', ');
  return field.enum === undefined ? typeText(field) : undefined;
}

function rangeOfValues(field: Field): string {
  return rangeText(field.items?.type === 'number' ? field.items : field);
}

function defaultText(field: Field, notes: Notes): string | undefined {
  if (notes.absent !== undefined) return notes.absent;
  return field.default === undefined ? t('none: the key is required') : `\`${JSON.stringify(field.default)}\``;
}

function synonymsText({ synonyms = {} }: About): string {
  return Object.entries(synonyms)
    .map(([library, name]) => `${library} \`${name}\``)
    .join(', ');
}

/** What this version's engine cannot train, so that nobody is surprised at the end. */

function referenceText({ reference }: About): string {
  return reference === undefined ? '' : `[${references[reference].text}](${references[reference].url})`;
}
