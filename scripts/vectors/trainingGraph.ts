import type { Loss } from '../../src/contracts/trainingPlan.ts';
import { readCaseName } from './caseName.ts';
import { flatten, shapeOf, type KerasTraining } from './fixture.ts';
import type { KerasGraph } from './kerasGraph.ts';
import { innerLayers, type KerasLayer } from './kerasLayer.ts';
import { modelIn, readCase, readChains } from './readings.ts';
import { asError } from './runCase.ts';
import { layerName } from './shareWeights.ts';
import type { TrainingManner } from './trainingName.ts';

/** The models that a training may be of. A last dense layer goes without saying. */
export function readTraining(run: KerasTraining, manner: TrainingManner, loss: Loss): readonly KerasGraph[] {
  const inputs = [{ shape: shapeOf(run.x), data: [] }];
  const weights = run.w0.map(({ path, data }) => ({ path, shape: shapeOf(data), data: flatten(data) }));
  const outputs = [{ shape: outputShape(shapeOf(run.y), manner.loss), data: [] }];
  const { layers: name, layerConfig: config } = manner;
  const given = { inputs, weights, outputs };
  if (modelIn(config) !== null) return readCase({ name, config, ...given }).map(checkTrainable);
  const chain = readCaseName(name);
  const head: KerasLayer = { className: 'Dense', config: {}, weights: [] };
  const readings = [[...chain, head], chain].map((layers) =>
    layers.map((layer, index) => (index === layers.length - 1 ? judged(layer, loss) : layer)),
  );
  return allThatFit(readings, (layers) => readChains(layers, config, given)).map(checkTrainable);
}

/** Classes as numbers stand for a row of shares each. */
function outputShape(truth: readonly number[], loss: string): readonly number[] {
  return /sparse|scce/iu.test(loss) && truth.at(-1) !== 1 ? [...truth, 1] : truth;
}

/** Of several ways to read something all that are possible; none is: fails for the first one's reason. */
function allThatFit<Reading, Result>(
  readings: readonly Reading[],
  read: (reading: Reading) => readonly Result[],
): readonly Result[] {
  const results: Result[] = [];
  let reason: Error | null = null;
  for (const reading of readings) {
    try {
      results.push(...read(reading));
    } catch (error) {
      reason ??= asError(error);
    }
  }
  if (results.length === 0) throw reason ?? new Error('There is no way to read it');
  return results;
}

/** Crossentropies are of shares: what gives them goes without saying. */
function judged(layer: KerasLayer, loss: Loss): KerasLayer {
  const [inner] = innerLayers(layer);
  if (layer.className === 'TimeDistributed' && inner !== undefined) {
    return { ...layer, config: { ...layer.config, layer: [judged(inner, loss)] } };
  }
  const open = layer.className === 'Dense' && layer.config['activation'] === undefined;
  if (!open || !loss.endsWith('Crossentropy')) return layer;
  const activation = loss === 'binaryCrossentropy' ? 'sigmoid' : 'softmax';
  return { ...layer, config: { ...layer.config, activation } };
}

/** What does not matter for a case matters here: chance, states, penalties and limits of the weights. */
function checkTrainable(graph: KerasGraph): KerasGraph {
  const names = graph.nodes.map(({ name }) => layerName(name));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Error(`"${twice}" is used twice, which cannot be trained here`);
  for (const { layer } of graph.nodes) checkLayer(layer);
  return graph;
}

const learned = /^(kernel|recurrent)_regularizer$/u;

function checkLayer(layer: KerasLayer): void {
  for (const [key, value] of Object.entries(layer.config)) {
    const chance = /^(rate|dropout|recurrent_dropout|stddev)$/u.test(key) && Number(value) > 0;
    const limit = key.endsWith('_constraint') && value !== null;
    const penalty = key.endsWith('_regularizer') && value !== null && !(learned.test(key) && takesPenalty(layer));
    if (!chance && !limit && !penalty && !(key === 'stateful' && value === true)) continue;
    throw new Error(`${layer.className} with "${key}": ${JSON.stringify(value)} cannot be trained here`);
  }
  for (const inner of innerLayers(layer)) checkLayer(inner);
}

function takesPenalty({ className }: KerasLayer): boolean {
  return /^(LSTM|GRU|SimpleRNN|Dense)$/u.test(className);
}
