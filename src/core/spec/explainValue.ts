import { t } from '@vscode/l10n';
import { getNodeValue } from 'jsonc-parser';
import type { ASTNode, NumberASTNode, ObjectASTNode } from 'vscode-json-languageservice';
import type { OffsetRange, Problem } from '../../contracts/problem.ts';
import { resolveVariant } from './fieldAt.ts';
import { lengthText, rangeText, typeText, wordList } from './fieldTexts.ts';
import { rangeOf, valueOf, type Path } from './jsonDocument.ts';
import { requiredKeys, variantName } from './jsonSchema.ts';
import { problem, withSuggestion } from './problem.ts';
import { nearestWord, normalForm, sameWord } from './suggest.ts';
import { valuesOf, type Field } from './table/field.ts';

/** What is wrong with a value itself (not with what it holds), in the words of its row in the table. */
export function explainValue(field: Field, node: ASTNode, path: Path): readonly Problem[] {
  if (!isOfType(field, node)) return [wrongType(field, node, path)];
  switch (node.type) {
    case 'object':
      return valuesOf(field) === undefined ? missingKeys(field, node) : emptyMap(node, path);
    case 'string':
      return [...notAChoice(field, node, node.value), ...wrongLength(field, node, node.value.length, path)];
    case 'number':
      return [...notTheConstant(field, node), ...outOfRange(field, node, node.value, path)];
    case 'array':
      return [...wrongLength(field, node, node.items.length, path), ...repeatedItems(field, node, path)];
    case 'boolean':
    case 'null':
    case 'property':
      return [];
  }
}

function isOfType(field: Field, node: ASTNode): boolean {
  if (field.anyOf !== undefined) return node.type === 'object' || (field.shorthand === true && node.type === 'string');
  if (field.const !== undefined) return typeof field.const === node.type;
  if (field.type === undefined) return true;
  if (field.type === 'integer') return node.type === 'number' && node.isInteger && Number.isInteger(node.value);
  return node.type === field.type;
}

function wrongType(field: Field, node: ASTNode, path: Path): Problem {
  const name = path.at(-1);
  if (name === undefined)
    return problem('notASpec', rangeOf(node), t('A spec is an object in braces: { "version": 1, … }.'));
  const range = node.type === 'object' || node.type === 'array' ? firstCharacter(node) : rangeOf(node);
  if (typeof name === 'number') return problem('wrongType', range, t('This must be {0}.', typeText(field)));
  return problem('wrongType', range, t('"{0}" must be {1}.', name, typeText(field)));
}

function missingKeys(field: Field, node: ASTNode): readonly Problem[] {
  const variant = resolveVariant(field, node) ?? { required: ['type'] };
  return requiredKeys(variant)
    .filter((key) => valueOf(node, key) === undefined)
    .map((key) => withSuggestion(problem('missingKey', keyOrBrace(node), missingText(field, key)), key));
}

function emptyMap(node: ObjectASTNode, path: Path): readonly Problem[] {
  if (node.properties.length > 0) return [];
  return [
    problem('emptyMap', keyOrBrace(node), t('"{0}" is empty: it needs at least one entry.', String(path.at(-1)))),
  ];
}

function keyOrBrace(node: ASTNode): OffsetRange {
  return node.parent?.type === 'property' ? rangeOf(node.parent.keyNode) : firstCharacter(node);
}

function firstCharacter(node: ASTNode): OffsetRange {
  return { start: node.offset, end: node.offset + 1 };
}

function missingText(field: Field, key: string): string {
  if (key === 'type' && field.anyOf !== undefined) {
    return t('The key "type" is missing: one of {0}.', wordList(field.anyOf.map(variantName)));
  }
  return t('The key "{0}" is missing.', key);
}

function notAChoice(field: Field, node: ASTNode, word: string): readonly Problem[] {
  const words = field.anyOf?.map(variantName) ?? field.enum;
  if (words === undefined || words.includes(word)) return [];
  const meant = sameWord(word, words) ?? aliasOf(field, word) ?? nearestWord(word, words);
  const message =
    meant === undefined
      ? t('"{0}" is none of the choices here: {1}.', word, wordList(words))
      : t('"{0}" is none of the choices here. Did you mean "{1}"?', word, meant);
  return [withSuggestion(problem('notAChoice', rangeOf(node), message), meant)];
}

function aliasOf(field: Field, word: string): string | undefined {
  const aliases = Object.entries(field.about?.aliases ?? {});
  return aliases.find(([alias]) => normalForm(alias) === normalForm(word))?.[1];
}

/** The only number that is fixed is the version of the language. */
function notTheConstant(field: Field, node: NumberASTNode): readonly Problem[] {
  if (typeof field.const !== 'number' || node.value === field.const) return [];
  // An unfinished number is none.
  if (Number.isNaN(node.value))
    return [problem('wrongType', rangeOf(node), t('"{0}" must be {1}.', 'version', field.const))];
  const newer = node.value > field.const;
  const message = newer
    ? t(
        'This version of GateScope reads version {0} of the language; a newer one is needed for this spec.',
        field.const,
      )
    : t('Version {0} of the language is older than version {1}: change the number.', node.value, field.const);
  const told = problem(newer ? 'newVersion' : 'oldVersion', rangeOf(node), message);
  return [newer ? told : withSuggestion(told, String(field.const))];
}

function outOfRange(field: Field, node: ASTNode, value: number, path: Path): readonly Problem[] {
  if (isInRange(field, value)) return [];
  const name = path.findLast((step) => typeof step === 'string') ?? '';
  const why = field.about?.notes().why;
  const message = t('"{0}" must be {1}.', name, rangeText(field));
  return [problem('outOfRange', rangeOf(node), why === undefined ? message : `${message} ${why}`)];
}

function isInRange({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Field, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (minimum !== undefined && value < minimum) return false;
  if (maximum !== undefined && value > maximum) return false;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false;
  return exclusiveMaximum === undefined || value < exclusiveMaximum;
}

function wrongLength(field: Field, node: ASTNode, length: number, path: Path): readonly Problem[] {
  const least = field.minItems ?? field.minLength ?? 0;
  const most = field.maxItems ?? field.maxLength ?? Infinity;
  if (length >= least && length <= most) return [];
  const name = path.findLast((step) => typeof step === 'string') ?? '';
  return [problem('wrongLength', rangeOf(node), t('"{0}" must have {1}.', name, lengthText(field)))];
}

function repeatedItems(field: Field, node: ASTNode, path: Path): readonly Problem[] {
  if (field.uniqueItems !== true || node.type !== 'array') return [];
  const seen = new Set<string>();
  return node.items.flatMap((item) => {
    const value = JSON.stringify(getNodeValue(item));
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const text = t('{0} stands in "{1}" twice.', value, String(path.at(-1)));
    return [problem('repeatedItem', rangeOf(item), text)];
  });
}
