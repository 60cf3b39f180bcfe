import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import { fieldAt, resolveVariant } from '../fieldAt.ts';
import { typeText } from '../fieldTexts.ts';
import { fieldMarkdown } from '../hoverField.ts';
import { nodeAt, valueOf, type Path } from '../jsonDocument.ts';
import { requiredKeys, variantName } from '../jsonSchema.ts';
import { valuesOf, type Field } from '../table/field.ts';
import type { Offer } from './completion.ts';
import type { CursorPlace } from './cursorSketch.ts';
import { offerParameters } from './offerParameters.ts';
import { createStops, escapeSnippet, valueSnippet, wantsMore } from './snippets.ts';

/** The keys that an object does not have yet, those that it must have first. */
export function offerKeys(root: ASTNode | undefined, { path, hasColon }: CursorPlace): readonly Offer[] {
  const field = fieldAt(root, path);
  const node = nodeAt(root, path);
  if (field === undefined || (node !== undefined && node.type !== 'object')) return [];
  if (valuesOf(field) !== undefined) return offerParameters(root, path, hasColon);
  const keys = keysOf(field, node);
  return keys
    .filter(({ key }) => valueOf(node, key) === undefined)
    .map(({ key, child, required }) => keyOffer(key, child, required, [...path, key], hasColon));
}

interface Key {
  readonly key: string;
  readonly child: Field;
  readonly required: boolean;
}

/** The keys of a row; the `type` alone where it is not known yet which variant is meant. */
function keysOf(field: Field, node: ASTNode | undefined): readonly Key[] {
  const variant = resolveVariant(field, node) ?? onlyVariant(field);
  if (variant === undefined) return [{ key: 'type', child: typeChoice(field), required: true }];
  const required = requiredKeys(variant);
  const keys = Object.entries(variant.properties ?? {});
  return keys.map(([key, child]) => {
    const isType = key === 'type' && field.anyOf !== undefined;
    return { key, child: isType ? typeChoice(field) : child, required: required.includes(key) };
  });
}

function onlyVariant({ anyOf = [] }: Field): Field | undefined {
  return anyOf.length === 1 ? anyOf[0] : undefined;
}

function typeChoice({ anyOf = [], about }: Field): Field {
  return { type: 'string', enum: anyOf.map(variantName), ...(about === undefined ? {} : { about }) };
}

function keyOffer(key: string, field: Field, required: boolean, path: Path, hasColon: boolean): Offer {
  const name = `"${escapeSnippet(key)}"`;
  const isOpen = isLeftOpen(field);
  const value = isOpen ? '$1' : valueSnippet(field, path, createStops());
  return {
    label: key,
    kind: 'key',
    insertText: hasColon ? name : `${name}: ${value}`,
    detail: keyDetail(field, required),
    documentation: fieldMarkdown(key, field),
    filterText: JSON.stringify(key),
    rank: required ? 0 : key === '$schema' ? 3 : field.about?.later === true ? 2 : 1,
    retrigger: !hasColon && (isOpen || wantsMore(field, path)),
  };
}

function keyDetail(field: Field, required: boolean): string {
  if (required) return t('{0}, required', typeText(field));
  return field.about?.later === true ? t('{0}, not trained by this version yet', typeText(field)) : typeText(field);
}

/** One of several kinds of objects: which one is asked next. */
function isLeftOpen(field: Field): boolean {
  return field.anyOf !== undefined && field.anyOf.length > 1 && field.shorthand !== true;
}
