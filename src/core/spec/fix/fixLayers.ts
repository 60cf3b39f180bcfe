import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import { nodeAt, valueOf } from '../jsonDocument.ts';
import { appendItem, removeNode } from '../jsonEdits.ts';
import type { Remedy, Trouble } from './fix.ts';
import { variantAt } from './fixMeaning.ts';
import { setValue } from './setValue.ts';

/** A layer that needs the whole sequence: the recurrent layer above has to return it. */
export function fixShape({ text, root, path }: Trouble): readonly Remedy[] {
  const [section, index] = path;
  if (section !== 'layers' || typeof index !== 'number') return [];
  const above = sourceOf(root, index);
  return above === undefined ? [] : returnSequences(text, root, above, true);
}

/** A head that needs no sequence: the last recurrent layer must not return it. */
export function fixHead({ text, root, path }: Trouble): readonly Remedy[] {
  const layers = valueOf(root, 'layers');
  if (layers?.type !== 'array') return [];
  const [, index] = path;
  const at = typeof index === 'number' ? index : null;
  if (at !== null && canReturnSequences(root, at)) return returnSequences(text, root, at, false);
  const edits = appendItem(text, layers, '{ "type": "lstm", "units": 32 }');
  return at === null ? [{ title: t('Add an lstm layer'), edits, preferred: true }] : [];
}

/** A linear layer before the linear head. */
export function fixLinear({ text, root, path }: Trouble): readonly Remedy[] {
  const layer = nodeAt(root, path.slice(0, 2));
  const layers = layer?.parent;
  if (layer === undefined || layers?.type !== 'array' || layers.items.length < 2) return [];
  return [{ title: t('Remove this layer'), edits: removeNode(text, layer), preferred: true }];
}

function returnSequences(text: string, root: ASTNode, index: number, value: boolean): readonly Remedy[] {
  const path = ['layers', index, 'returnSequences'];
  const name = String(
    valueOf(nodeAt(root, ['layers', index]), 'name')?.value ?? valueOf(nodeAt(root, ['layers', index]), 'type')?.value,
  );
  const written = nodeAt(root, path)?.parent;
  const title = value ? t('Set returnSequences on "{0}"', name) : t('Remove returnSequences from "{0}"', name);
  const edits = !value && written !== undefined ? removeNode(text, written) : setValue(text, root, path, value);
  return edits === null ? [] : [{ title, edits, preferred: true }];
}

/** The layer that feeds another and decides whether it sees a sequence: through layers that keep time as it is. */
function sourceOf(root: ASTNode, index: number): number | undefined {
  const seen = new Set<number>();
  let at = feeding(root, index);
  while (at !== undefined && !seen.has(at)) {
    if (canReturnSequences(root, at)) return at;
    seen.add(at);
    at = feeding(root, at);
  }
  return undefined;
}

/** The first layer that a layer names as its input; the one above it where it names none. */
function feeding(root: ASTNode, index: number): number | undefined {
  const inputs = valueOf(nodeAt(root, ['layers', index]), 'inputs');
  const named: unknown = inputs?.type === 'array' ? inputs.items[0]?.value : undefined;
  if (named === undefined) return index > 0 ? index - 1 : undefined;
  const layers = valueOf(root, 'layers');
  const items = layers?.type === 'array' ? layers.items : [];
  const at = items.findIndex((layer) => valueOf(layer, 'name')?.value === named);
  return at < 0 ? undefined : at;
}

function canReturnSequences(root: ASTNode, index: number): boolean {
  return variantAt(root, ['layers', index])?.properties?.['returnSequences'] !== undefined;
}
