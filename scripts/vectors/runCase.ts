import { createCarriedStates, type CarriedStates } from '../../src/engine/layers/carriedStates.ts';
import { tf, type Tensor } from '../../src/engine/tensorflow.ts';
import type { KnownLayer } from '../../src/contracts/plan.ts';
import { readCaseName } from './caseName.ts';
import type { KerasArray, KerasCase, KerasWeight } from './fixture.ts';
import type { KerasLayer } from './kerasLayer.ts';
import { computeOutput, withKerasModel } from './kerasModel.ts';
import { largestDifference } from './largestDifference.ts';
import { readCase, type Reading } from './readings.ts';

/** Largest difference of a case's outputs from Keras's, under the reading of its name that fits best. */
export function runCase(kerasCase: KerasCase): number {
  const compute = isEncoderDecoder(kerasCase)
    ? [false, true].map((maskZero) => () => computeTranslation(kerasCase, maskZero))
    : readCase(kerasCase).map((reading) => () => computeReading(kerasCase, reading));
  return Math.min(...compute.map((outputs) => largestDifference(outputs(), kerasCase.outputs)));
}

function withStates<R>(use: (carried: CarriedStates) => R): R {
  const carried = createCarriedStates();
  try {
    return use(carried);
  } finally {
    carried.dispose();
  }
}

function computeReading({ inputs, outputs }: KerasCase, { layers, initialState }: Reading): readonly KerasArray[] {
  const [input, ...states] = inputs;
  if (input === undefined) throw new Error('There is no input');
  return withStates((carried) =>
    withKerasModel(layers, input.shape, (model) => {
      if (initialState) writeStates(model.plan.layers, states, carried);
      goOn(input, carried);
      const output = computeOutput(model, input, carried);
      goOn(input, carried);
      return [output, ...(outputs.length > 1 ? readStates(model.plan.layers, carried) : [])];
    }),
  );
}

/** Where the states of each direction of the last recurrent layer stand. */
function stateKeys(layers: readonly KnownLayer[]): readonly string[] {
  const layer = layers.findLast(({ config }) => 'stateful' in config);
  if (layer === undefined) throw new Error('No layer has a state');
  if (layer.config.type === 'convLstm2d') return [layer.name];
  const both = 'bidirectional' in layer.config && layer.config.bidirectional;
  return (both ? ['forward', 'backward'] : ['forward']).map((direction) => `${layer.name}/${direction}`);
}

function writeStates(layers: readonly KnownLayer[], states: readonly KerasArray[], carried: CarriedStates): void {
  const keys = stateKeys(layers);
  const each = states.length / keys.length;
  tf.tidy(() => {
    const tensors = states.map(({ shape, data }) => tf.tensor(Float32Array.from(data), [...shape]));
    keys.forEach((key, index) => {
      carried.write(key, tensors.slice(index * each, (index + 1) * each));
    });
  });
}

/** What was written is what every row begins the next batch with. */
function goOn({ shape: [size = 0] }: KerasArray, carried: CarriedStates): void {
  carried.begin({ size, continued: new Uint8Array(size).fill(1) });
}

function readStates(layers: readonly KnownLayer[], carried: CarriedStates): readonly KerasArray[] {
  const states: readonly Tensor[] = stateKeys(layers).flatMap((key) => carried.read(key) ?? []);
  return states.map((state) => ({ shape: state.shape, data: [...state.dataSync()] }));
}

const encoderDecoder = /^seq2seq (?<kind>LSTM|GRU|SimpleRNN)\b/u;

function isEncoderDecoder({ name }: KerasCase): boolean {
  return encoderDecoder.test(name);
}

/** An encoder whose last state is the first one of a decoder over the tokens that it is shown (Sutskever et al. 2014). */
function computeTranslation({ name, inputs, weights }: KerasCase, maskZero: boolean): readonly KerasArray[] {
  const kind = encoderDecoder.exec(name)?.groups?.['kind'] ?? '';
  const [source, target] = inputs;
  if (source === undefined || target === undefined) throw new Error('There are not two inputs');
  const parts = weightsByLayer(weights);
  const chain = (text: string, own: readonly (readonly KerasWeight[])[]): readonly KerasLayer[] =>
    readCaseName(text).layers.map((layer, index) => ({ ...layer, weights: own[index] ?? [] }));
  const mask = maskZero ? '(mask_zero)' : '';
  const encoder = chain(`Embedding${mask}+${kind}`, [parts.embeddings[0] ?? [], parts.cells[0] ?? []]);
  const reading = [parts.embeddings[1] ?? [], parts.cells[1] ?? [], parts.heads[0] ?? []];
  const decoder = chain(`Embedding${mask}+${kind} return_sequences+Dense softmax`, reading);
  return withStates((carried) => {
    // Both name their cells alike: what one leaves, the other finds.
    withKerasModel(encoder, source.shape, (model) => computeOutput(model, source, carried));
    goOn(source, carried);
    return [withKerasModel(decoder, target.shape, (model) => computeOutput(model, target, carried))];
  });
}

function weightsByLayer(weights: readonly KerasWeight[]) {
  const groups = [...Map.groupBy(weights, ({ path }) => path.split('/')[0]).values()];
  const isCell = (group: readonly KerasWeight[]) => group.some(({ path }) => path.endsWith('/recurrent_kernel'));
  const isEmbedding = (group: readonly KerasWeight[]) => group.some(({ path }) => path.endsWith('/embeddings'));
  return {
    embeddings: groups.filter(isEmbedding),
    cells: groups.filter(isCell),
    heads: groups.filter((group) => !isCell(group) && !isEmbedding(group)),
  };
}
