import { t } from '@vscode/l10n';
import type { LayerConfig, RecurrentConfig } from '../../contracts/layerConfigs.ts';
import type { LayerPlan } from '../../contracts/plan.ts';
import { countParameters } from './countParameters.ts';
import { formatShape } from './formatShape.ts';
import { factsText, joinParts } from './hoverField.ts';
import { stepwiseReasons } from './kernelChoice.ts';
import type { EquationKey } from './table/equations.ts';

/** What was inferred about one layer: shapes, parameters, and the kernel that computes it. */
export function layerMarkdown(layer: LayerPlan): string {
  const { name, config, inputShapes, outputShape } = layer;
  const { trainable, nonTrainable } = countParameters([layer]);
  const inputs = inputShapes.map(formatShape).join(', ');
  return joinParts([
    `**${name}** · ${inputs} → ${formatShape(outputShape)}`,
    factsText([
      [t('Parameters'), countText(trainable)],
      [t('Not trainable'), nonTrainable === 0 ? undefined : countText(nonTrainable)],
      [t('Kernel'), 'kernel' in config ? kernelText(config) : undefined],
    ]),
  ]);
}

function countText(count: number | null): string {
  return count === null ? t('as many as the data needs') : String(count);
}

function kernelText(config: RecurrentConfig): string {
  const reasons = stepwiseReasons(config).map(({ message }) => message);
  if (reasons.length > 0) return t('step by step with single operations, many times slower: {0}', reasons.join('; '));
  return t('fused: one kernel computes the whole sequence');
}

/** The equations of exactly this layer, where they are not those of its kind. */
export function equationFor(config: LayerConfig): EquationKey | undefined {
  if (config.type === 'lstm' && config.peephole) return 'lstmPeephole';
  if (config.type === 'attention' && config.score === 'additive') return 'attentionAdditive';
  return config.type === 'gru' && config.resetAfter ? 'gruResetAfter' : undefined;
}
