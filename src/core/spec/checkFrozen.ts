import { t } from '@vscode/l10n';
import type { LayerPlan } from '../../contracts/plan.ts';
import { countParameters } from './countParameters.ts';
import type { Sections } from './readSections.ts';
import { remark, type Remark } from './remark.ts';
import { nearestWord } from './suggest.ts';

/** What is wrong with layers that are to stay as they are: names of none, and weights that nothing has taught. */
export function checkFrozen(sections: Sections): readonly Remark[] {
  return [...unknownNames(sections), ...frozenByChance(sections)];
}

/** A model of which training would change nothing. */
export function checkLearning(layers: readonly LayerPlan[]): readonly Remark[] {
  if (layers.every(({ trainable }) => trainable) || countParameters(layers).trainable !== 0) return [];
  const text = t('All layers with weights are frozen, so that training changes nothing: let one of them learn.');
  return [remark('nothingLearns', ['layers'], text)];
}

function unknownNames({ training, names }: Sections): readonly Remark[] {
  const known = names.filter((name) => name !== undefined);
  return (training?.initializeFrom?.freeze ?? []).flatMap((name, index) => {
    if (known.includes(name)) return [];
    const near = nearestWord(name, known);
    const path = ['training', 'initializeFrom', 'freeze', index];
    const text =
      near === undefined
        ? t('No layer has the name "{0}": write "name" into the layer that is meant.', name)
        : t('No layer has the name "{0}". Did you mean "{1}"?', name, near);
    const told = remark('unknownLayer', path, text);
    return [near === undefined ? told : { ...told, suggestion: near }];
  });
}

/** Weights that are worth keeping come from a run or, in an embedding, from a file of word vectors. */
function frozenByChance({ data, layers, training }: Sections): readonly Remark[] {
  if (data === null || training === null || training.initializeFrom !== undefined) return [];
  const hasVectors = data.input.type === 'text' && data.input.pretrainedEmbeddings !== undefined;
  return layers.flatMap((layer, index) => {
    if (layer === null || !('trainable' in layer) || layer.trainable) return [];
    if (layer.type === 'embedding' && hasVectors) return [];
    const text = t(
      'The layer stays as chance has drawn it, as nothing brings it weights: let it learn, or begin from a run with "initializeFrom".',
    );
    return [remark('frozenByChance', ['layers', index, 'trainable'], text, 'warning')];
  });
}
