import { t } from '@vscode/l10n';
import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';
import { fieldAt } from './fieldAt.ts';
import { rangeOf } from './jsonDocument.ts';
import { insertProperty, writeJson } from './jsonEdits.ts';
import { nodeAtOffset, textValueAt } from './nodeAtOffset.ts';
import { layerMentions, layerNamedBy, writtenLayers, type WrittenLayer } from './references/layerNames.ts';
import type { TextEdit } from './textEdit.ts';

/** Why something cannot be renamed, or cannot be named so; localized. */
export interface Refusal {
  readonly refusal: string;
}

/** What is renamed. */
export interface RenameTarget {
  /** The name without its quotes. */
  readonly range: OffsetRange;
  readonly placeholder: string;
}

/** Every token that names the layer at `offset`, in the order of the text; empty where there is none. */
export function references(analysis: Analysis, offset: number, includeDeclaration: boolean): readonly OffsetRange[] {
  const layer = layerAt(analysis, offset);
  if (layer === undefined) return [];
  const declared = layer.nameNode ?? layer.typeNode;
  const own = includeDeclaration && declared !== null ? [rangeOf(declared)] : [];
  return [...own, ...mentionsOf(analysis, layer)].sort((a, b) => a.start - b.start);
}

/** Whether the token at `offset` can be renamed: only layers can, at their name or where they are named. */
export function prepareRename(analysis: Analysis, offset: number): RenameTarget | Refusal {
  const node = textValueAt(analysis.document.root, offset);
  const layer = node === undefined ? undefined : layerNamedBy(analysis, node);
  if (node === undefined || layer === undefined)
    return { refusal: t('Only layers can be renamed: at their "name", or where "inputs" or "freeze" name them.') };
  const { start, end } = rangeOf(node);
  return { range: { start: start + 1, end: Math.max(start + 1, end - 1) }, placeholder: node.value };
}

/** Gives the layer at `offset` another name, everywhere that it is named. */
export function rename(
  analysis: Analysis,
  offset: number,
  newName: string,
): { readonly edits: readonly TextEdit[] } | Refusal {
  const target = prepareRename(analysis, offset);
  const node = textValueAt(analysis.document.root, offset);
  const layer = node === undefined ? undefined : layerNamedBy(analysis, node);
  if ('refusal' in target) return target;
  if (layer === undefined) return { refusal: t('No layer is named here.') };
  const refusal = refuseName(analysis, layer, newName);
  if (refusal !== null) return { refusal };
  const newText = writeJson(newName);
  const mentions = mentionsOf(analysis, layer).map((range) => ({ range, newText }));
  return { edits: [...nameEdits(analysis, layer, newText), ...mentions] };
}

/** The name where it stands; a layer that has none gets one. */
function nameEdits({ text, document }: Analysis, layer: WrittenLayer, json: string): readonly TextEdit[] {
  if (layer.nameNode !== null) return [{ range: rangeOf(layer.nameNode), newText: json }];
  const field = fieldAt(document.root, ['layers', layer.index]);
  const variant = field?.anyOf?.find((one) => one.properties?.['type']?.const === layer.typeNode?.value);
  return insertProperty(text, layer.node, { key: 'name', json }, Object.keys(variant?.properties ?? {}));
}

function refuseName(analysis: Analysis, layer: WrittenLayer, name: string): string | null {
  const field = fieldAt(analysis.document.root, ['layers', layer.index, 'name']);
  const longest = field?.maxLength ?? 100;
  if (name.trim() === '') return t('A name has at least one character.');
  if (name.length > longest) return t('A name has at most {0} characters.', longest);
  if (name === 'input') return t('"input" is the data itself: no layer can be named so.');
  const isTaken = writtenLayers(analysis).some((other) => other.index !== layer.index && other.name === name);
  return isTaken ? t('Another layer is already named "{0}".', name) : null;
}

function mentionsOf({ document }: Analysis, layer: WrittenLayer): readonly OffsetRange[] {
  const { name } = layer;
  return layerMentions(document.root)
    .filter(({ value }) => name !== null && value === name)
    .map(rangeOf);
}

/** The layer named at an offset, or the layer on whose type the offset is. */
function layerAt(analysis: Analysis, offset: number): WrittenLayer | undefined {
  const node = nodeAtOffset(analysis.document.root, offset);
  if (node?.type !== 'string') return undefined;
  return layerNamedBy(analysis, node) ?? writtenLayers(analysis).find(({ typeNode }) => typeNode === node);
}
