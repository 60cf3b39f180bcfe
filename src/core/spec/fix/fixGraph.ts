import { t } from '@vscode/l10n';
import { nodeAt, valueOf, type Path } from '../jsonDocument.ts';
import { insertProperty, removeNode, replaceNode } from '../jsonEdits.ts';
import { fieldAt } from '../fieldAt.ts';
import { variantAt } from './variantAt.ts';
import { setValue } from './setValue.ts';
import { fixSuggested } from './fixSuggested.ts';
import { valueNodeOf, type Remedy, type Trouble } from './fix.ts';

/** A name that no layer has: the one that was meant, or the layer that was named by itself gets that name. */
export function fixUnknownLayer(trouble: Trouble): readonly Remedy[] {
  const meant = fixSuggested(trouble);
  if (meant.length > 0) return meant;
  const { analysis, text, root } = trouble;
  const name: unknown = valueNodeOf(trouble).value;
  const index = analysis.layers.find((layer) => layer.name === name)?.specIndex ?? null;
  const layer = index === null ? undefined : nodeAt(root, ['layers', index]);
  if (typeof name !== 'string' || index === null || layer?.type !== 'object') return [];
  if (valueOf(layer, 'name') !== undefined) return [];
  const order = Object.keys(variantAt(root, ['layers', index])?.properties ?? {});
  const edits = insertProperty(text, layer, { key: 'name', json: JSON.stringify(name) }, order);
  return [{ title: t('Name layer {0} "{1}"', index + 1, name), edits, preferred: true }];
}

/** A layer that nothing uses. */
export function removeLayer({ text, root, path }: Trouble): readonly Remedy[] {
  const layer = nodeAt(root, path.slice(0, 2));
  const layers = layer?.parent;
  if (path[0] !== 'layers' || layer === undefined || layers?.type !== 'array' || layers.items.length < 2) return [];
  return [{ title: t('Remove this layer'), edits: removeNode(text, layer) }];
}

/** Gradients that do not reach back: open forget gates, or a layer that has gates. */
export function fixForgetting(trouble: Trouble): readonly Remedy[] {
  const { text, root, path } = trouble;
  const layer = path.slice(0, 2);
  const type = nodeAt(root, [...layer, 'type']);
  if (type?.value === 'simpleRNN') {
    return ['lstm', 'gru'].map((name, index) => ({
      title: t('Change to {0}', JSON.stringify(name)),
      edits: [replaceNode(type, JSON.stringify(name))],
      preferred: index === 0,
    }));
  }
  const given = nodeAt(root, [...layer, 'forgetBias']);
  const edits =
    given === undefined ? setValue(text, root, [...layer, 'unitForgetBias'], true) : [replaceNode(given, '1')];
  if (edits === null) return [];
  const title = given === undefined ? t('Set {0}', '"unitForgetBias": true') : t('Change to {0}', '1');
  return [{ title, edits, preferred: true }];
}

/** Layers that are told what is padding pass over it. */
export function fixPadding({ text, root, path }: Trouble): readonly Remedy[] {
  const edits = setValue(text, root, [...path.slice(0, 2), 'maskZero'], true);
  return edits === null ? [] : [{ title: t('Set {0}', '"maskZero": true'), edits, preferred: true }];
}

/** Windows that do not follow each other: each begins where the one before it ended. */
export function fixStride({ text, root, problem }: Trouble): readonly Remedy[] {
  const rows = Number(problem.suggestion);
  const edits = setValue(text, root, ['data', 'input', 'stride'], rows);
  return edits === null ? [] : [{ title: t('Set {0}', `"stride": ${String(rows)}`), edits, preferred: true }];
}

/** Tokens and numbers do not mix: an embedding before the layer, or none. */
export function fixTokens(trouble: Trouble): readonly Remedy[] {
  const { text, root, path } = trouble;
  const layer = nodeAt(root, path.slice(0, 2));
  if (layer === undefined || path[0] !== 'layers') return [];
  if (valueOf(layer, 'type')?.value === 'embedding')
    return removeLayer(trouble).map((one) => ({ ...one, preferred: true }));
  return insertLayer(text, layer.offset, '{ "type": "embedding", "outputDim": 64, "maskZero": true }', 'embedding');
}

/** A layer before another one. */
export function insertLayer(text: string, offset: number, json: string, type: string): readonly Remedy[] {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const gap = before.trim() === '' && lineStart > 0 ? `\n${before}` : ' ';
  const edits = [{ range: { start: offset, end: offset }, newText: `${json},${gap}` }];
  return [{ title: t('Insert a "{0}" layer', type), edits, preferred: true }];
}

/** One value elsewhere that has to be another. */
export function setTo(path: Path, value: unknown, title: () => string): (trouble: Trouble) => readonly Remedy[] {
  return ({ text, root }) => {
    const edits = fieldAt(root, path.slice(0, -1)) === undefined ? null : setValue(text, root, path, value);
    return edits === null ? [] : [{ title: title(), edits, preferred: true }];
  };
}
