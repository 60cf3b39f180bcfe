import type { ASTNode } from 'vscode-json-languageservice';
import type { Task } from '../../../contracts/plan.ts';
import { fieldAt, placeOf } from '../fieldAt.ts';
import { nodeAt, type Path } from '../jsonDocument.ts';
import { variantName } from '../jsonSchema.ts';
import type { Field } from '../table/field.ts';
import type { DataSpec } from '../table/specTable.ts';
import { targetsOf, taskOf, traitsOf } from '../task.ts';

/** Words of a choice that make sense where they stand. */
export interface FittingWords {
  /** The best first. */
  readonly words: readonly string[];
  /** Those that stand for what is left out. */
  readonly defaults: readonly string[];
}

/** The losses, metrics and figures of the task that the types of the data make; all words where that is not known. */
export function fittingWords(field: Field, path: Path, root: ASTNode | undefined): FittingWords {
  const words = field.enum ?? [];
  const plain = { words, defaults: typeof field.default === 'string' ? [field.default] : [] };
  const task = taskIn(root);
  if (task === null) return plain;
  const { losses, metrics, defaultMetrics } = traitsOf(task);
  const place = placeOf(path);
  // A CRF brings its own.
  if (place === 'training.loss')
    return hasCrf(root) ? { words: [], defaults: [] } : { words: losses, defaults: losses.slice(0, 1) };
  if (place === 'training.metrics[]') return { words: metrics, defaults: defaultMetrics };
  if (!words.includes('validationLoss')) return plain;
  const measured = measuredMetrics(root) ?? defaultMetrics;
  return { ...plain, words: words.filter((word) => isMonitorOf(word, measured)) };
}

/** The task of a document, from the types of its input and target. */
export function taskIn(root: ASTNode | undefined): Task | null {
  const [input, target] = [typeOf(root, 'input'), typeOf(root, 'target')];
  // Of the data only the two types decide, and both are among those of the language.
  return input === null || target === null
    ? null
    : taskOf({ input: { type: input }, target: { type: target } } as DataSpec);
}

/** The variants that make sense where they stand: targets that can be learned from the input. */
export function fittingVariants(variants: readonly Field[], path: Path, root: ASTNode | undefined): readonly Field[] {
  const type = typeOf(root, 'input');
  if (placeOf(path) !== 'data.target' || type === null) return variants;
  // The type is one of those that the language has for an input.
  const targets: readonly string[] = targetsOf(type as DataSpec['input']['type']);
  const fitting = variants.filter((variant) => targets.includes(variantName(variant)));
  return fitting.length > 0 ? fitting : variants;
}

/** The type of one side of the data, where the language has such a type. */
function typeOf(root: ASTNode | undefined, side: 'input' | 'target'): string | null {
  const type: unknown = nodeAt(root, ['data', side, 'type'])?.value;
  const names = fieldAt(root, ['data', side])?.anyOf?.map(variantName) ?? [];
  return typeof type === 'string' && names.includes(type) ? type : null;
}

function hasCrf(root: ASTNode | undefined): boolean {
  return nodeAt(root, ['data', 'target', 'crf'])?.value === true;
}

function measuredMetrics(root: ASTNode | undefined): readonly unknown[] | undefined {
  const list = nodeAt(root, ['training', 'metrics']);
  return list?.type === 'array' ? list.items.map(({ value }) => value) : undefined;
}

function isMonitorOf(monitor: string, measured: readonly unknown[]): boolean {
  const figure = monitor.replace(/^validation/, '');
  const metric = figure.charAt(0).toLowerCase() + figure.slice(1);
  return metric === 'loss' || measured.includes(metric);
}
