import { t } from '@vscode/l10n';
import type { LayerConfig } from '../../contracts/layerConfigs.ts';
import type { LayerPlan, Size, Task } from '../../contracts/plan.ts';
import { remark, type Remark } from './remark.ts';

/**
 * What goes wrong where there is an answer at every timestep: layers that change how many there are or their order, and
 * layers that see the answer. `steps` is how many timesteps the data has.
 */
export function checkSteps(layers: readonly LayerPlan[], task: Task, steps: Size): readonly Remark[] {
  switch (task) {
    case 'tagging':
      return [...changedSteps(layers, steps), ...layers.flatMap(reversedSteps)];
    case 'languageModel':
      return [...changedSteps(layers, steps), ...layers.flatMap(seesAhead)];
    case 'translation': {
      const above = aboveDecoder(layers);
      const bound = above.flatMap(lengthBound);
      return [...(bound.length > 0 ? bound : changedSteps(above, 'targetTime')), ...above.flatMap(seesAhead)];
    }
    case 'forecasting':
    case 'regression':
    case 'classification':
      return [];
  }
}

/** Layers that read what a decoder says, whose timesteps are those of the target. */
function aboveDecoder(layers: readonly LayerPlan[]): readonly LayerPlan[] {
  const fed = new Set<string>();
  return layers.filter(({ name, config, inputs }) => {
    const above = inputs.some((input) => fed.has(input));
    if (above || config.type === 'decoder') fed.add(name);
    return above;
  });
}

/** The first layer behind which there are other timesteps than those that the answers stand at. */
function changedSteps(layers: readonly LayerPlan[], steps: Size): readonly Remark[] {
  if (layers.length === 0 || layers.at(-1)?.outputShape[1] === steps) return [];
  const changing = layers.find(({ inputShape, outputShape }) => inputShape[1] === steps && outputShape[1] !== steps);
  if (changing === undefined || changing.specIndex === null) return [];
  const text = t(
    'There must be an answer at every timestep, but "{0}" changes how many there are. Leave it out, or keep them: padding "same" and strides of 1.',
    changing.name,
  );
  return [remark('headMismatch', ['layers', changing.specIndex, 'type'], text)];
}

/** Targets are as long as the longest of their batch. */
function lengthBound({ name, config, specIndex }: LayerPlan): readonly Remark[] {
  const bound = config.type === 'flatten' || (config.type === 'positionalEmbedding' && config.encoding === 'learned');
  if (!bound || specIndex === null) return [];
  const text =
    config.type === 'flatten'
      ? t('Behind a decoder the number of timesteps differs from batch to batch: "{0}" cannot join them.', name)
      : t(
          'Behind a decoder the number of timesteps differs from batch to batch: "{0}" cannot learn their positions. Set "encoding" to "sinusoidal".',
          name,
        );
  return [remark('headMismatch', ['layers', specIndex, 'type'], text)];
}

function reversedSteps({ name, config, specIndex }: LayerPlan): readonly Remark[] {
  if (specIndex === null || !('goBackwards' in config) || !config.goBackwards || !config.returnSequences) return [];
  const text = t(
    '"{0}" gives its timesteps from the last to the first, so that each answer stands at another token: use "bidirectional".',
    name,
  );
  return [remark('stepsReversed', ['layers', specIndex, 'goBackwards'], text, 'warning')];
}

/** A model that sees the next token when it is to tell it learns to copy, and is lost when it writes by itself. */
function seesAhead({ name, config, specIndex }: LayerPlan): readonly Remark[] {
  const key = specIndex === null ? null : keyOfFuture(config);
  if (key === null || specIndex === null) return [];
  const text = t(
    '"{0}" sees the tokens that come next, which the model is to tell: it learns to copy them, and cannot write by itself. {1}',
    name,
    remedyFor(key),
  );
  return [remark('seesAhead', ['layers', specIndex, key], text, 'warning')];
}

/** The key by which a layer's timesteps read those behind them; `null` where they do not. */
function keyOfFuture(config: LayerConfig): 'bidirectional' | 'goBackwards' | 'padding' | 'causal' | null {
  if ('bidirectional' in config && config.bidirectional) return 'bidirectional';
  if ('goBackwards' in config && config.goBackwards) return 'goBackwards';
  if ('causal' in config && !config.causal) return 'causal';
  return config.type === 'conv1d' && config.padding === 'same' && config.kernelSize > 1 ? 'padding' : null;
}

function remedyFor(key: NonNullable<ReturnType<typeof keyOfFuture>>): string {
  switch (key) {
    case 'bidirectional':
    case 'goBackwards':
      return t('Set {0}.', `"${key}": false`);
    case 'padding':
      return t('Set {0}.', '"padding": "causal"');
    case 'causal':
      return t('Set {0}.', '"causal": true');
  }
}
