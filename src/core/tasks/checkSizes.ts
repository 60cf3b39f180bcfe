import { t } from '@vscode/l10n';
import type { LayerConfig } from '../../contracts/layerConfigs.ts';
import type { LayerPlan, Plan } from '../../contracts/plan.ts';
import { UserError } from '../../contracts/userError.ts';

/** What the prepared data says about sizes that a spec may also write itself. */
export interface DataSizes {
  /** Classes, tags or tokens among which the last layer chooses. */
  readonly choices: number;
  /** Whether units beyond the choices do no harm: a vocabulary may have room. */
  readonly mayHaveRoom: boolean;
  /** Different tokens of the input; `null` where it has none. */
  readonly vocabulary: number | null;
}

/**
 * Holds sizes that a spec writes against what the data has.
 *
 * @throws UserError for a last layer with too few or too many units, a single output for other than two classes, and an
 * embedding that is smaller than the vocabulary
 */
export function checkSizes({ model, training }: Plan, sizes: DataSizes): void {
  const last = model.layers.at(-1);
  if (last !== undefined) checkUnits(last, sizes, training.loss === 'binaryCrossentropy');
  for (const layer of model.layers) if (sizes.vocabulary !== null) checkEmbedding(layer, sizes.vocabulary);
}

function checkUnits(layer: LayerPlan, { choices, mayHaveRoom }: DataSizes, binary: boolean): void {
  const units = unitsOf(layer.config);
  if (units === null) return;
  if (units === 1 && binary) {
    if (choices === 2) return;
    if (layer.specIndex !== null) throw new UserError(explainSingle(layer.name, choices));
    throw new UserError(
      t(
        'binaryCrossentropy tells two classes apart, but the training rows have {0}. Leave training.loss out, or set it to categoricalCrossentropy.',
        choices,
      ),
    );
  }
  if (units === choices || (units > choices && mayHaveRoom)) return;
  throw new UserError(
    t(
      'The last layer "{layer}" has {units} units, but the training rows have {choices} different answers. Set its units to {choices}, or leave the layer out: it follows from the target.',
      { layer: layer.name, units, choices },
    ),
  );
}

function explainSingle(layer: string, choices: number): string {
  return t(
    'The last layer "{layer}" has a single unit, which tells two classes apart, but the training rows have {choices}. Set its units to {choices} and its activation to softmax, or leave the layer out: it follows from the target.',
    { layer, choices },
  );
}

function unitsOf(config: LayerConfig): number | null {
  if (config.type === 'timeDistributed') return unitsOf(config.layer);
  return config.type === 'dense' && typeof config.units === 'number' ? config.units : null;
}

function checkEmbedding({ name, config, inputs }: LayerPlan, vocabulary: number): void {
  if (config.type !== 'embedding' || !inputs.includes('input')) return;
  if (typeof config.inputDim !== 'number' || config.inputDim >= vocabulary) return;
  throw new UserError(
    t(
      'The embedding "{layer}" has room for {inputDim} tokens, but the vocabulary has {vocabulary}. Leave inputDim out: it follows from the data; or set data.input.maxTokens to {inputDim}.',
      { layer: name, inputDim: config.inputDim, vocabulary },
    ),
  );
}
