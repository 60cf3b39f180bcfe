import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import type { DataFacts } from '../../data/facts/dataFacts.ts';
import type { Analysis } from '../analyse.ts';
import { fieldAt, placeOf } from '../fieldAt.ts';
import { typeText } from '../fieldTexts.ts';
import { fieldMarkdown } from '../hoverField.ts';
import { nodeAt, type Path } from '../jsonDocument.ts';
import { nameKindOf } from '../nameKinds.ts';
import { sensibleNumbers } from '../sensibleNumbers.ts';
import type { Field } from '../table/field.ts';
import { specTable } from '../table/specTable.ts';
import { traitsOf } from '../task.ts';
import type { Offer } from './completion.ts';
import { fittingVariants, fittingWords, taskIn } from './fittingWords.ts';
import { offerNames } from './offerNames.ts';
import { offerVariants, offerVariantNames } from './offerVariants.ts';
import { createStops, escapeSnippet, objectSnippet, valueSnippet, wantsMore } from './snippets.ts';

/** What is known where a value is to be written. */
export interface ValueContext {
  readonly analysis: Analysis;
  /** Of the text as it was meant. */
  readonly root: ASTNode | undefined;
  readonly path: Path;
  readonly facts: DataFacts | null;
}

/** The values that a key or a place in a list takes. */
export function offerValues(context: ValueContext): readonly Offer[] {
  const { root, path } = context;
  const field = fieldAt(root, path);
  if (field === undefined) return [];
  if (path.length === 0) return [wholeSpec()];
  const names = offerNames(context);
  if (names.length > 0) return names;
  const list = fieldAt(root, path.slice(0, -1));
  const offers = offersOf(field, context);
  return list?.uniqueItems === true ? offers.filter(({ label }) => !isTaken(context, label)) : offers;
}

function wholeSpec(): Offer {
  const snippet = objectSnippet(specTable, [], createStops());
  return { label: t('new model'), kind: 'variant', insertText: snippet, filterText: '{' };
}

function offersOf(field: Field, context: ValueContext): readonly Offer[] {
  const { root, path } = context;
  const name = path.findLast((step) => typeof step === 'string') ?? '';
  if (field.anyOf !== undefined) return offerVariants(field, fittingVariants(field.anyOf, path, root), context);
  if (path.at(-1) === 'type') {
    const parent = path.slice(0, -1);
    const variants = fieldAt(root, parent)?.anyOf;
    if (variants !== undefined) return offerVariantNames(fittingVariants(variants, parent, root), context);
  }
  if (field.enum !== undefined) {
    const { words, defaults } = fittingWords(field, path, root);
    return words.map((word) => wordOffer(word, name, field, defaults.includes(word)));
  }
  if (field.const !== undefined) return [plainOffer(JSON.stringify(field.const), name, field)];
  switch (field.type ?? 'anything') {
    case 'boolean':
      return ['true', 'false'].map((word) => plainOffer(word, name, field));
    case 'integer':
    case 'number':
      return sensibleNumbers(field).map((value) => plainOffer(String(value), name, field));
    case 'array':
    case 'object':
      return [wholeOffer(field, name, path)];
    case 'string':
      return placeOf(path) === 'assert[]' ? assertionOffers(root, field) : [];
    case 'anything':
      return [];
  }
}

/** Expectations that every model of the task can be held to. */
function assertionOffers(root: ASTNode | undefined, field: Field): readonly Offer[] {
  const task = taskIn(root);
  const beats = task === null ? [] : traitsOf(task).baselines.map((baseline) => `beats: ${baseline}`);
  return [...beats, 'validationLoss < 0.01'].map((text) => ({
    label: text,
    kind: 'value',
    insertText: escapeSnippet(JSON.stringify(text)),
    documentation: fieldMarkdown('assert', field),
    filterText: JSON.stringify(text),
  }));
}

function wordOffer(word: string, name: string, field: Field, isDefault: boolean): Offer {
  return {
    label: word,
    kind: 'word',
    insertText: escapeSnippet(JSON.stringify(word)),
    detail: joinDetail(isDefault, field.about?.notes().choices?.[word]),
    documentation: fieldMarkdown(name, field, word),
    filterText: JSON.stringify(word),
    rank: isDefault ? 0 : 1,
  };
}

function plainOffer(label: string, name: string, field: Field): Offer {
  const isDefault = label === String(field.default);
  return {
    label,
    kind: 'value',
    insertText: escapeSnippet(label),
    detail: joinDetail(isDefault, undefined),
    documentation: fieldMarkdown(name, field),
    rank: isDefault ? 0 : 1,
  };
}

function joinDetail(isDefault: boolean, meaning: string | undefined): string {
  return [isDefault ? t('default') : '', meaning ?? ''].filter((part) => part !== '').join(' · ');
}

/** A list or an object with everything in it that has to be said. */
function wholeOffer(field: Field, name: string, path: Path): Offer {
  return {
    label: field.type === 'array' ? '[ … ]' : '{ … }',
    kind: 'value',
    insertText: valueSnippet(field, path, createStops()),
    detail: typeText(field),
    documentation: fieldMarkdown(name, field),
    filterText: field.type === 'array' ? '[' : '{',
    retrigger: field.type === 'array' && wantsMore(field, path),
  };
}

/** Whether another item of the same list already says so. */
function isTaken({ root, path }: ValueContext, word: string): boolean {
  const list = nodeAt(root, path.slice(0, -1));
  return list?.type === 'array' && nameKindOf(path) === undefined && list.items.some(({ value }) => value === word);
}
