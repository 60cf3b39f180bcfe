import { t } from '@vscode/l10n';
import type { StringASTNode } from 'vscode-json-languageservice';
import type { Problem } from '../../contracts/problem.ts';
import { wordList } from './fieldTexts.ts';
import { rangeOf } from './jsonDocument.ts';
import { variantName } from './jsonSchema.ts';
import { homeOf, type Home } from './keyHomes.ts';
import { problem, withSuggestion } from './problem.ts';
import { nearestWord, normalForm, sameWord } from './suggest.ts';
import type { Field } from './table/field.ts';

/** Rows of an object before and after its `type` chose a variant. */
interface Rows {
  readonly field: Field;
  readonly variant: Field;
}

/** Where a key stands that its object does not have. */
interface Place extends Rows {
  readonly key: string;
}

/** Says what to do about a key that the language does not have at this place. */
export function explainUnknownKey(keyNode: StringASTNode, rows: Rows): Problem {
  const place: Place = { ...rows, key: keyNode.value };
  return withSuggestion(problem('unknownKey', rangeOf(keyNode), adviceFor(place)), meantKey(place));
}

/** The key of the same object that was most likely meant. */
function meantKey({ key, field, variant }: Place): string | undefined {
  const own = Object.keys(variant.properties ?? {});
  const certain = certainKey(variant, key);
  if (certain !== undefined) return certain;
  const elsewhere = (field.anyOf ?? []).some((other) => hasKey(other, key)) || homeOf(key) !== undefined;
  return elsewhere ? undefined : nearestWord(key, own);
}

function adviceFor(place: Place): string {
  const { key, field, variant } = place;
  const own = Object.keys(variant.properties ?? {});
  const synonym = synonymOf(variant, key);
  const meant = sameWord(key, own) ?? synonym?.key;
  if (meant !== undefined) return didYouMean(key, meant, synonym?.library);
  const owners = (field.anyOf ?? []).filter((other) => hasKey(other, key)).map(variantName);
  if (owners.length > 0) return t('"{0}" is a key of {1} only.', key, wordList(owners));
  const home = homeOf(key);
  if (home !== undefined) return belongsText(key, home);
  const near = nearestWord(key, own);
  return near === undefined
    ? t('Unknown key "{0}". The keys here are {1}.', key, wordList(own))
    : didYouMean(key, near);
}

function didYouMean(key: string, meant: string, library?: string): string {
  if (library === undefined) return t('Unknown key "{0}". Did you mean "{1}"?', key, meant);
  return t('Unknown key "{0}": {1} calls it so. Here it is "{2}".', key, library, meant);
}

function hasKey(field: Field, key: string): boolean {
  return field.properties !== undefined && Object.hasOwn(field.properties, key);
}

/** The key of a row that a word stands for: in another spelling, or as another library calls it. */
export function certainKey(field: Field, word: string): string | undefined {
  return sameWord(word, Object.keys(field.properties ?? {})) ?? synonymOf(field, word)?.key;
}

/** The key that another library calls so. */
function synonymOf(field: Field, word: string): { readonly key: string; readonly library: string } | undefined {
  for (const [key, child] of Object.entries(field.properties ?? {})) {
    for (const [library, name] of Object.entries(child.about?.synonyms ?? {})) {
      if (normalForm(name) === normalForm(word)) return { key, library };
    }
  }
  return undefined;
}

function belongsText(word: string, { key, place }: Home): string {
  if (place === '') return t('"{0}" belongs to the top of the spec.', key);
  return word === key
    ? t('"{0}" belongs in "{1}".', key, place)
    : t('"{0}" belongs in "{1}", as "{2}".', word, place, key);
}
