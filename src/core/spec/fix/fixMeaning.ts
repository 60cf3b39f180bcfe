import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import { fieldAt } from '../fieldAt.ts';
import { nodeAt, valueOf, type Path } from '../jsonDocument.ts';
import { appendItem, propertyOf, removeNode, writeJson } from '../jsonEdits.ts';
import { fits } from '../fitValue.ts';
import { valueNodeOf, type Remedy, type Trouble } from './fix.ts';
import { changeTo } from './fixValues.ts';
import { jsonValueOf } from './jsonValueOf.ts';
import { setValue } from './setValue.ts';

/** A key that has no effect, or no sense, where it stands. */
export function removeKey({ text, node, path }: Trouble): readonly Remedy[] {
  const property = propertyOf(node);
  if (property === undefined) return [];
  return [{ title: t('Remove "{0}"', String(path.at(-1))), edits: removeNode(text, property), preferred: true }];
}

/** A schedule that never steps: the learning rate stays the same without it. */
export function fixIdleSchedule({ text, root }: Trouble): readonly Remedy[] {
  const property = nodeAt(root, ['training', 'learningRateSchedule'])?.parent;
  if (property?.type !== 'property') return [];
  return [{ title: t('Remove "{0}"', 'learningRateSchedule'), edits: removeNode(text, property), preferred: true }];
}

/** A choice that leaves the fused kernels: the default does not. */
export function fixNotFused(trouble: Trouble): readonly Remedy[] {
  const property = propertyOf(trouble.node);
  if (property === undefined || trouble.path.at(-1) === 'type') return [];
  const title = t('Remove "{0}": the fused kernel then computes this layer', property.keyNode.value);
  return [{ title, edits: removeNode(trouble.text, property) }];
}

/** Several ways to clip: this one or the others. */
export function fixClipping({ text, node }: Trouble): readonly Remedy[] {
  const property = propertyOf(node);
  const object = property?.parent;
  if (property === undefined || object?.type !== 'object') return [];
  const clips = object.properties.filter(({ keyNode }) => /clip(?:norm|value)$/i.test(keyNode.value));
  const others = clips.filter((other) => other !== property);
  const drop = {
    title: t('Remove "{0}"', property.keyNode.value),
    edits: removeNode(text, property),
    preferred: true,
  };
  const keepTitle = t('Clip by "{0}" only', property.keyNode.value);
  // Two keys side by side share a comma: one of them can go at a time.
  const only = others.length === 1 ? [{ title: keepTitle, edits: others.flatMap((one) => removeNode(text, one)) }] : [];
  return [drop, ...only];
}

/** A range whose ends are the wrong way round, or the same. */
export function fixEmptyRange(trouble: Trouble): readonly Remedy[] {
  const node = valueNodeOf(trouble);
  const value = jsonValueOf(node);
  const turned: unknown = Array.isArray(value) ? value.toReversed() : undefined;
  const isTurned = Array.isArray(turned) && Number(turned[0]) < Number(turned[1]);
  const proposed = isTurned ? turned : trouble.field?.default;
  return proposed === undefined ? [] : [changeTo(node, proposed, true)];
}

/** The number to fill with. */
export function fixFillValue({ text, root, path }: Trouble): readonly Remedy[] {
  const edits = setValue(text, root, [...path.slice(0, -1), 'fillValue'], 0);
  return edits === null ? [] : [{ title: t('Add {0}', '"fillValue": 0'), edits, preferred: true }];
}

/** The column of times among the columns of numbers. */
export function fixTimeColumn({ text, node, path, facts }: Trouble): readonly Remedy[] {
  if (node.parent?.type !== 'array') return [];
  const name = String(node.value);
  if (node.parent.items.length > 1)
    return [{ title: t('Remove "{0}"', name), edits: removeNode(text, node), preferred: true }];
  const numbers = (facts?.columns ?? []).filter((column) => column.kind === 'number' && column.name !== name);
  return path[0] === 'data' ? numbers.slice(0, 5).map((column) => changeTo(node, column.name, true)) : [];
}

/** A monitor of a split that does not exist: the same figure of the training split. */
export function fixMonitorSplit(trouble: Trouble): readonly Remedy[] {
  const { text, root, path } = trouble;
  const node = valueNodeOf(trouble);
  const monitor = node.type === 'string' ? node.value : 'validationLoss';
  const place: Path = path.at(-1) === 'monitor' ? path : [...path, 'monitor'];
  const figure = monitor.replace(/^validation/, '');
  const own = figure.charAt(0).toLowerCase() + figure.slice(1);
  const field = fieldAt(root, place);
  if (field === undefined || !fits(field, own)) return [];
  const edits = setValue(text, root, place, own);
  return edits === null ? [] : [{ title: t('Monitor "{0}"', own), edits, preferred: true }];
}

/** A monitor that is not among the metrics. */
export function fixMonitorMetric(trouble: Trouble): readonly Remedy[] {
  const { text, root } = trouble;
  const node = valueNodeOf(trouble);
  if (node.type !== 'string') return [];
  const figure = node.value.replace(/^validation/, '');
  const metric = figure.charAt(0).toLowerCase() + figure.slice(1);
  const edits = addMetric(text, root, metric);
  return edits === null ? [] : [{ title: t('Add "{0}" to the metrics', metric), edits, preferred: true }];
}

function addMetric(text: string, root: ASTNode, metric: string): Remedy['edits'] | null {
  const path = ['training', 'metrics'];
  const list = nodeAt(root, path);
  if (list?.type === 'array') return appendItem(text, list, writeJson(metric));
  const preset: unknown = fieldAt(root, path)?.default;
  return Array.isArray(preset) ? setValue(text, root, path, [...(preset as unknown[]), metric]) : null;
}

/** A patience that outlasts the training: a tenth of it. */
export function fixPatience(trouble: Trouble): readonly Remedy[] {
  const { root } = trouble;
  const node = valueNodeOf(trouble);
  const given = valueOf(valueOf(root, 'training'), 'epochs')?.value;
  const epochs = typeof given === 'number' ? given : Number(fieldAt(root, ['training', 'epochs'])?.default);
  const stopping = valueOf(valueOf(valueOf(root, 'training'), 'earlyStopping'), 'patience')?.value;
  const isPlateau = trouble.path.includes('reduceLROnPlateau');
  // A plateau has to be over before the training is.
  const limit = isPlateau && typeof stopping === 'number' ? Math.min(epochs, stopping) : epochs;
  const patience = Math.max(0, Math.min(Math.round(limit / (isPlateau ? 2 : 10)), limit - 1));
  return node.type === 'number' ? [changeTo(node, patience, true)] : [];
}

/** A name that another layer has: the next one that is free. */
export function fixDuplicateName(trouble: Trouble): readonly Remedy[] {
  const { root } = trouble;
  const node = valueNodeOf(trouble);
  if (node.type !== 'string') return [];
  const layers = valueOf(root, 'layers');
  const names = layers?.type === 'array' ? layers.items.map((layer) => valueOf(layer, 'name')?.value) : [];
  const taken = new Set<unknown>([...names, ...trouble.analysis.layers.map(({ name }) => name), 'input']);
  let count = 2;
  while (taken.has(`${node.value}_${count}`)) count++;
  return [changeTo(node, `${node.value}_${count}`, true)];
}
