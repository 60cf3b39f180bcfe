import { t } from '@vscode/l10n';
import type { ArrayASTNode, ASTNode } from 'vscode-json-languageservice';
import { nodeAt, valueOf } from '../jsonDocument.ts';
import { appendItem, removeNode } from '../jsonEdits.ts';
import type { Remedy, Trouble } from './fix.ts';
import { insertLayer, removeLayer } from './fixGraph.ts';
import { setValue } from './setValue.ts';
import { variantAt } from './variantAt.ts';

/** A layer that gets another shape than it needs: the recurrent layer above has to keep time or not, or one is put between. */
export function fixShape({ text, root, path, problem }: Trouble): readonly Remedy[] {
  const [section, index] = path;
  const layer = nodeAt(root, path.slice(0, 2));
  if (section !== 'layers' || typeof index !== 'number' || layer === undefined) return [];
  const { suggestion } = problem;
  if (suggestion === 'returnSequences') {
    const above = sourceOf(root, index);
    const isSet = above !== undefined && nodeAt(root, ['layers', above, suggestion])?.value === true;
    return above === undefined ? [] : returnSequences(text, root, above, !isSet);
  }
  if (suggestion === undefined || valueOf(layer, 'inputs') !== undefined) return [];
  return insertLayer(text, layer.offset, `{ "type": "${suggestion}" }`, suggestion);
}

/** A last layer that gives another shape than the head needs: with or without its sequence, or pooled. */
export function fixHead({ analysis, text, root, path }: Trouble): readonly Remedy[] {
  const layers = valueOf(root, 'layers');
  if (layers?.type !== 'array') return [];
  const [, index] = path;
  if (typeof index !== 'number') return [addLayer(text, layers, 'lstm', '{ "type": "lstm", "units": 32 }')];
  const isSet = nodeAt(root, ['layers', index, 'returnSequences'])?.value === true;
  const rank = analysis.layers.find(({ specIndex }) => specIndex === index)?.outputShape.length ?? 0;
  if (canReturnSequences(root, index) && (isSet || rank === 2)) return returnSequences(text, root, index, !isSet);
  const pooling = rank === 4 ? 'globalAveragePooling2d' : rank === 3 ? 'globalAveragePooling1d' : undefined;
  return pooling === undefined ? [] : [addLayer(text, layers, pooling, `{ "type": "${pooling}" }`)];
}

function addLayer(text: string, layers: ArrayASTNode, type: string, json: string): Remedy {
  return { title: t('Add a "{0}" layer', type), edits: appendItem(text, layers, json), preferred: true };
}

/** A linear layer before the linear head. */
export function fixLinear(trouble: Trouble): readonly Remedy[] {
  return removeLayer(trouble).map((remedy) => ({ ...remedy, preferred: true }));
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
