import { t } from '@vscode/l10n';
import type { Field } from '../table/field.ts';
import { variantMarkdown } from '../hoverField.ts';
import { nodeAt, valueOf, type Path } from '../jsonDocument.ts';
import { requiredKeys, variantName } from '../jsonSchema.ts';
import type { Offer } from './completion.ts';
import type { ValueContext } from './offerValues.ts';
import { createStops, escapeSnippet, valueSnippet, variantSnippet } from './snippets.ts';

/** One offer a variant: the bare word where it may stand alone, and the object with its keys. */
export function offerVariants(field: Field, variants: readonly Field[], context: ValueContext): readonly Offer[] {
  const preset = presetOf(field.default);
  const words = field.shorthand === true ? variants.map((variant) => bareWord(variant, preset)) : [];
  return [...words, ...variants.map((variant) => wholeObject(variant, field, context))];
}

function bareWord(variant: Field, preset: unknown): Offer {
  const name = variantName(variant);
  return {
    label: name,
    kind: 'variant',
    insertText: escapeSnippet(JSON.stringify(name)),
    detail: name === preset ? t('default') : '',
    documentation: variantMarkdown(variant, name),
    filterText: JSON.stringify(name),
    rank: name === preset ? 0 : rankOf(variant),
  };
}

function wholeObject(variant: Field, field: Field, context: ValueContext): Offer {
  const name = variantName(variant);
  const snippet = variantSnippet(variant, context.path, keysForPlace(variant, context));
  return {
    label: field.shorthand === true ? `{ ${name} }` : name,
    kind: 'variant',
    // Where the bare word would do, the object is chosen for its further keys.
    insertText: field.shorthand === true ? snippet.replace(/ \}$/, '$1 }') : snippet,
    detail: variant.about?.notes().unit?.replaceAll('`', '') ?? '',
    documentation: variantMarkdown(variant, name),
    filterText: JSON.stringify(name),
    rank: field.shorthand === true ? 3 : name === presetOf(field.default) ? 0 : rankOf(variant),
  };
}

/** A recurrent layer that another one follows has to return its sequence. */
function keysForPlace(variant: Field, { root, path }: ValueContext): readonly string[] {
  const [section, index] = path;
  if (section !== 'layers' || typeof index !== 'number' || path.length !== 2) return [];
  if (variant.properties?.['returnSequences'] === undefined) return [];
  const layers = nodeAt(root, ['layers']);
  const later = layers?.type === 'array' ? layers.items.slice(index + 1) : [];
  const needsTime = later.some((layer) => recurrent.has(valueOf(layer, 'type')?.value));
  return needsTime ? ['returnSequences'] : [];
}

const recurrent: ReadonlySet<unknown> = new Set(['lstm', 'gru', 'simpleRNN']);

/** The names of the variants as values of `type`, with the keys that each of them must have. */
export function offerVariantNames(variants: readonly Field[], context: ValueContext): readonly Offer[] {
  return variants.map((variant) => {
    const name = variantName(variant);
    return {
      label: name,
      kind: 'variant',
      insertText: escapeSnippet(JSON.stringify(name)) + missingKeys(variant, context),
      detail: variant.about?.notes().unit?.replaceAll('`', '') ?? '',
      documentation: variantMarkdown(variant, name),
      filterText: JSON.stringify(name),
      rank: rankOf(variant),
    };
  });
}

/** Only while the object has nothing but its type: else the person is changing it, not writing it. */
function missingKeys(variant: Field, { root, path }: ValueContext): string {
  const parent: Path = path.slice(0, -1);
  const object = nodeAt(root, parent);
  if (object?.type === 'object' && object.properties.length > 1) return '';
  const stops = createStops();
  return requiredKeys(variant)
    .filter((key) => key !== 'type')
    .map((key) => `, "${key}": ${valueSnippet(variant.properties?.[key] ?? {}, [...parent, key], stops)}`)
    .join('');
}

/** What this version cannot train comes last. */
function rankOf({ about }: Field): number {
  return about?.later === true ? 2 : 1;
}

function presetOf(preset: unknown): unknown {
  return typeof preset === 'object' && preset !== null && 'type' in preset ? preset.type : preset;
}
