import { t } from '@vscode/l10n';
import type { ConvLstm2dConfig, DecoderConfig, RecurrentConfig } from '../../../contracts/layerConfigs.ts';
import type { Shape, Size } from '../../../contracts/plan.ts';
import { formatShape } from '../formatShape.ts';
import { slide } from './convolutionSizes.ts';
import { canEqual, count, sizeAt, total, withParameters, type LayerSizes, type ShapeIssue } from './sizes.ts';

/** `[batch, time, features]` to `[batch, time, units]` or `[batch, units]`; behind it states, each `[batch, units]`. */
export function recurrentSizes(
  config: RecurrentConfig,
  [shape = [], ...states]: readonly Shape[],
): LayerSizes | ShapeIssue {
  const unfit = states.find((state) => !canEqual(sizeAt(state, 1), config.units));
  if (unfit !== undefined) return { issue: 'key', key: 'inputs', message: explainState(config, unfit) };
  const { bidirectional, mergeMode, returnSequences, units } = config;
  const features = bidirectional && mergeMode === 'concat' ? 2 * units : units;
  const outputShape = returnSequences ? [null, sizeAt(shape, 1), features] : [null, features];
  return withParameters(outputShape, recurrentParameters(config, sizeAt(shape, 2)));
}

function explainState({ type, units }: RecurrentConfig, state: Shape): string {
  const values = { type, units, shape: formatShape(state) };
  return t(
    '"{type}" starts from states [batch, {units}], but gets {shape}: put a "dense" layer of {units} units between.',
    values,
  );
}

/** Kernel `[inputs, gates * units]`, recurrent kernel `[units, gates * units]`, biases `[gates * units]`, peepholes. */
function recurrentParameters(config: RecurrentConfig, inputs: Size): number | null {
  const { units, useBias, bidirectional } = config;
  const gates = config.type === 'lstm' ? 4 : config.type === 'gru' ? 3 : 1;
  // With resetAfter the recurrent product has a bias of its own.
  const biases = useBias ? (config.type === 'gru' && config.resetAfter ? 2 : 1) : 0;
  const peepholes = config.type === 'lstm' && config.peephole ? 3 * units : 0;
  const directions = bidirectional ? 2 : 1;
  return total(count(inputs, gates * units * directions), directions * (gates * units * (units + biases) + peepholes));
}

/** `[batch, time, rows, columns, channels]` to `[batch, time, rows, columns, filters]`, or without the time. */
export function convLstm2dSizes(config: ConvLstm2dConfig, shape: Shape): LayerSizes | ShapeIssue {
  const { filters, kernelSize, returnSequences, useBias } = config;
  const image = slide(config, [sizeAt(shape, 2), sizeAt(shape, 3)]);
  if ('issue' in image) return image;
  const cells = 4 * filters;
  const [rows, columns] = kernelSize;
  const parameters = total(
    count(sizeAt(shape, 4), rows * columns * cells),
    rows * columns * filters * cells + (useBias ? cells : 0),
  );
  const output = [...image.sizes, filters];
  return withParameters(returnSequences ? [null, sizeAt(shape, 1), ...output] : [null, ...output], parameters);
}

/** `[batch, time, features]` or `[batch, features]` to `[batch, targetTime, units]`. */
export function decoderSizes(config: DecoderConfig, shape: Shape): LayerSizes {
  const { attention, cell, embeddingDim, inputDim, units } = config;
  const encoder = sizeAt(shape, -1);
  const gates = cell === 'lstm' ? 4 : 3;
  const states = cell === 'lstm' ? 2 : 1;
  // The first state comes from both ends of a sequence, or from the one vector.
  const ends = shape.length === 3 ? 2 : 1;
  const parameters = total(
    count(inputDim, embeddingDim),
    count(encoder, ends * states * units),
    states * units,
    gates * units * (embeddingDim + units + 1),
    attention === 'none' ? 0 : attentionParameters(config, encoder),
  );
  return withParameters([null, 'targetTime', units], parameters);
}

/** Context and state to the output; keys for scores that need them, and additive attention's query and v. */
function attentionParameters({ attention, units }: DecoderConfig, encoder: Size): number | null {
  const output = total(count(encoder, units), units * units);
  const keys = attention === 'dot' && encoder === units ? 0 : count(encoder, units);
  return total(output, keys, attention === 'additive' ? units * units + units : 0);
}
