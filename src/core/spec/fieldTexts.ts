import { t } from '@vscode/l10n';
import type { Field } from './table/field.ts';
import { variantName } from './jsonSchema.ts';

/** What kind of value a key takes: "a whole number". */
export function typeText(field: Field): string {
  if (field.anyOf !== undefined) return variantsText(field, field.anyOf);
  if (field.enum !== undefined) return t('one of {0}', wordList(field.enum));
  if (field.const !== undefined) return String(field.const);
  return plainTypeText(field.type ?? 'object');
}

function plainTypeText(type: NonNullable<Field['type']>): string {
  switch (type) {
    case 'integer':
      return t('a whole number');
    case 'number':
      return t('a number');
    case 'boolean':
      return t('true or false');
    case 'string':
      return t('text in double quotes');
    case 'array':
      return t('a list in square brackets');
    case 'object':
      return t('an object in braces');
  }
}

function variantsText(field: Field, alternatives: readonly Field[]): string {
  if (field.shorthand !== true) return t('an object in braces');
  return t('an object in braces, or one of {0}', wordList(alternatives.map(variantName)));
}

/** Words as a person reads them: `"adam", "sgd"`. */
export function wordList(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

/** The numbers that a key takes: "at least 1 and at most 100"; empty without bounds. */
export function rangeText(field: Field): string {
  const low = lowText(field);
  const high = highText(field);
  if (low === '' || high === '') return low + high;
  return t('{0} and {1}', low, high);
}

function lowText({ minimum, exclusiveMinimum }: Field): string {
  if (exclusiveMinimum !== undefined) return t('above {0}', exclusiveMinimum);
  return minimum === undefined ? '' : t('at least {0}', minimum);
}

function highText({ maximum, exclusiveMaximum }: Field): string {
  if (exclusiveMaximum !== undefined) return t('below {0}', exclusiveMaximum);
  return maximum === undefined ? '' : t('at most {0}', maximum);
}

/** How many items or characters a value has; empty without bounds. */
export function lengthText({ minItems, maxItems, minLength, maxLength }: Field): string {
  if (minItems !== undefined && minItems === maxItems) return t('exactly {0} items', minItems);
  if (minItems !== undefined && maxItems !== undefined) return t('{0} to {1} items', minItems, maxItems);
  if (minItems !== undefined) return t('at least {0} item', minItems);
  if (minLength === 1 && maxLength === 1) return t('exactly one character');
  if (minLength === 1 && maxLength !== undefined) return t('1 to {0} characters', maxLength);
  return minLength === undefined ? '' : t('at least {0} character', minLength);
}
