import { t } from '@vscode/l10n';
import type { LayerPlan, Plan } from '../../contracts/plan.ts';
import type { Analysis } from './analyse.ts';
import { countParameters } from './countParameters.ts';
import { estimateMemory, type MemoryEstimate } from './estimateMemory.ts';
import { formatBytes, formatCount } from './formatCount.ts';
import { formatShape } from './formatShape.ts';
import { nodeAt, rangeOf } from './jsonDocument.ts';
import { writtenLayers, type WrittenLayer } from './references/layerNames.ts';
import type { KnownSizes } from './resolveModel.ts';
import { withSizes } from './sizesOfData.ts';

/** A remark that an editor shows inside a line, though it is not in the text. */
export interface InlayHint {
  /** Behind which character it stands. */
  readonly offset: number;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** What the data and runs on this machine have shown. */
export interface Measured {
  /** Sizes that only the data tells, as far as they are known. */
  readonly sizes: KnownSizes;
  /** Median of the last training step of this spec, in milliseconds; `null` before the first one. */
  readonly millisecondsPerStep: number | null;
}

/** Behind each layer its output shape and parameters; behind the list the head, the total, memory and time of a step. */
export function inlayHints(analysis: Analysis, measured: Measured): readonly InlayHint[] {
  const plan = analysis.plan === null ? null : withSizes(analysis.plan, measured.sizes);
  const layers = plan?.model.layers ?? analysis.layers;
  const hints = writtenLayers(analysis).flatMap((layer) => {
    const known = layers.find(({ specIndex }) => specIndex === layer.index);
    return known === undefined ? [] : [layerHint(layer, known, analysis.text)];
  });
  return [...hints, ...(plan === null ? [] : totalHint(analysis, plan, measured))];
}

/** A layer on one line has its hint behind it, one on many lines behind its type. */
function layerHint({ node, typeNode }: WrittenLayer, plan: LayerPlan, text: string): InlayHint {
  const whole = rangeOf(node);
  const isBroken = text.slice(whole.start, whole.end).includes('\n');
  const offset = isBroken && typeNode !== null ? rangeOf(typeNode).end : whole.end;
  const tooltip = `**${plan.name}**: ${formatShape(plan.inputShape)} → ${formatShape(plan.outputShape)}`;
  return { offset, label: sizesOf(plan), tooltip };
}

/** `[batch, 100, 50] · 10,400`; without parameters the shape alone, unless it is frozen. */
function sizesOf({ outputShape, parameters, trainable }: LayerPlan): string {
  const shape = formatShape(outputShape);
  const count = countText(parameters);
  if (count === '' || parameters === 0) return trainable ? shape : `${shape} · ${t('frozen')}`;
  return `${shape} · ${trainable ? count : t('{count}, frozen', { count })}`;
}

/** Empty where the data decides. */
function countText(parameters: number | null): string {
  return parameters === null ? '' : formatCount(parameters);
}

function totalHint({ document }: Analysis, plan: Plan, { millisecondsPerStep }: Measured): readonly InlayHint[] {
  const list = nodeAt(document.root, ['layers']);
  if (list === undefined) return [];
  const added = plan.model.layers.filter(({ specIndex }) => specIndex === null);
  const memory = estimateMemory(plan);
  const parts = [
    ...added.map((layer) => `${layer.name} ${sizesOf(layer)}`),
    totalText(plan.model),
    memory === null ? '' : t('about {0}', formatBytes(memory.total)),
    millisecondsPerStep === null ? '' : t('{0} ms a step', formatDuration(millisecondsPerStep)),
  ];
  const label = parts.filter((part) => part !== '').join(' · ');
  if (label === '') return [];
  return [{ offset: rangeOf(list).end, label, tooltip: memory === null ? '' : memoryText(memory, plan) }];
}

/** Empty where the data decides. */
function totalText({ layers, parameters }: Plan['model']): string {
  const total = countText(parameters);
  if (total === '') return '';
  if (layers.every(({ trainable }) => trainable)) return t('{0} parameters', total);
  return t('{0} of {1} parameters learn', countText(countParameters(layers).trainable), total);
}

function memoryText({ weights, gradients, optimizer, activations }: MemoryEstimate, { training }: Plan): string {
  return [
    t('Memory of a training step, besides data and TensorFlow itself:'),
    '',
    `- ${t('weights: {0}, 4 bytes a parameter', formatBytes(weights))}`,
    `- ${t('gradients: {0}', formatBytes(gradients))}`,
    `- ${t('state of the optimizer ({0}): {1}', training.optimizer.type, formatBytes(optimizer))}`,
    `- ${t('what the layers keep of a batch of {0}: {1}', training.batchSize, formatBytes(activations))}`,
  ].join('\n');
}

function formatDuration(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toFixed(1) : formatCount(Math.round(milliseconds));
}
