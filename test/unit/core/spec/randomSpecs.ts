import type { Random } from '../../../../src/core/random.ts';

type Json = Readonly<Record<string, unknown>>;

/** A layer that fits a rank, and the rank that it gives. */
interface Step {
  readonly layer: Json;
  readonly rank: number;
}

type MakeStep = (random: Random) => Step;

function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random.next() * values.length)];
  if (value === undefined) throw new Error('Nothing to pick from');
  return value;
}

function upTo(random: Random, most: number): number {
  return 1 + Math.floor(random.next() * most);
}

/** A recurrent layer as tfjs has it, too. */
function recurrent(random: Random): Step {
  const type = pick(random, ['lstm', 'gru', 'simpleRNN']);
  const returnSequences = random.next() < 0.7;
  const layer = {
    type,
    units: upTo(random, 6),
    returnSequences,
    bidirectional: random.next() < 0.4,
    mergeMode: pick(random, ['concat', 'sum', 'mul', 'ave']),
    useBias: random.next() < 0.8,
    goBackwards: random.next() < 0.3,
    numLayers: pick(random, [1, 1, 1, 2]),
  };
  return { layer, rank: returnSequences ? 3 : 2 };
}

function dense(random: Random): Json {
  return { type: 'dense', units: upTo(random, 6), activation: 'relu', useBias: random.next() < 0.8 };
}

type Steps = Readonly<Record<number, readonly MakeStep[]>>;

const padding = (random: Random): string => pick(random, ['same', 'valid']);

function convolution(random: Random, type: 'conv1d' | 'conv2d'): Json {
  const size = upTo(random, 2);
  const pair = <T>(value: T): T | readonly [T, T] => (type === 'conv2d' ? [value, value] : value);
  return {
    type,
    filters: upTo(random, 5),
    kernelSize: pair(size),
    strides: pair(upTo(random, 2)),
    padding: 'same',
    useBias: random.next() < 0.8,
  };
}

function pooling(random: Random, dimensions: '1d' | '2d'): Json {
  const type = pick(random, ['maxPooling', 'averagePooling']) + dimensions;
  return dimensions === '1d'
    ? { type, poolSize: upTo(random, 3), padding: 'same' }
    : { type, poolSize: [upTo(random, 3), upTo(random, 3)], padding: 'same' };
}

const unchanged: readonly Json[] = [
  { type: 'batchNormalization' },
  { type: 'batchNormalization', center: false },
  { type: 'activation', activation: 'tanh' },
];

const same =
  (rank: number): MakeStep =>
  (random) => ({ layer: pick(random, unchanged), rank });

/** What tfjs's own layers know beside those, by rank. */
const otherSteps: Steps = {
  2: [
    same(2),
    (random) => ({ layer: { type: 'repeatVector', times: upTo(random, 4) }, rank: 3 }),
    () => ({ layer: { type: 'reshape', targetShape: [-1, 1] }, rank: 3 }),
    (random) => ({ layer: dense(random), rank: 2 }),
  ],
  3: [
    same(3),
    recurrent,
    (random) => ({ layer: convolution(random, 'conv1d'), rank: 3 }),
    (random) => ({ layer: pooling(random, '1d'), rank: 3 }),
    () => ({ layer: { type: 'layerNormalization', scale: false }, rank: 3 }),
    () => ({ layer: { type: 'masking' }, rank: 3 }),
    (random) => ({ layer: { type: 'timeDistributed', layer: dense(random) }, rank: 3 }),
    (random) => ({ layer: { type: pick(random, ['globalMaxPooling1d', 'globalAveragePooling1d']) }, rank: 2 }),
    () => ({ layer: { type: 'flatten' }, rank: 2 }),
  ],
  4: [
    same(4),
    (random) => ({ layer: convolution(random, 'conv2d'), rank: 4 }),
    (random) => ({ layer: pooling(random, '2d'), rank: 4 }),
    (random) => ({ layer: { type: 'timeDistributed', layer: convolution(random, 'conv1d') }, rank: 4 }),
    (random) => ({ layer: { type: 'timeDistributed', layer: { type: 'gru', units: upTo(random, 4) } }, rank: 3 }),
    (random) => ({ layer: { type: pick(random, ['globalMaxPooling2d', 'globalAveragePooling2d']) }, rank: 2 }),
  ],
  5: [
    (random) => {
      const returnSequences = random.next() < 0.5;
      const size = { kernelSize: [upTo(random, 2), upTo(random, 2)], padding: padding(random) };
      const layer = { type: 'convLstm2d', filters: upTo(random, 3), ...size, returnSequences };
      return { layer, rank: returnSequences ? 5 : 4 };
    },
    (random) => ({ layer: { type: 'timeDistributed', layer: convolution(random, 'conv2d') }, rank: 5 }),
    () => ({ layer: { type: 'timeDistributed', layer: { type: 'flatten' } }, rank: 3 }),
  ],
};

const attending: readonly ((random: Random) => Json)[] = [
  (random) => ({ type: 'attention', score: pick(random, ['dot', 'additive']), causal: random.next() < 0.3 }),
  (random) => ({
    type: 'multiHeadAttention',
    numHeads: upTo(random, 3),
    keyDim: upTo(random, 4),
    useBias: random.next() < 0.7,
  }),
];

/** What tfjs does not have, or has otherwise, by rank. */
const ownSteps: Steps = {
  2: [() => ({ layer: { type: 'dropout', rate: 0.5 }, rank: 2 })],
  3: [
    (random) => {
      const { layer, rank } = recurrent(random);
      const more = layer['type'] === 'lstm' ? { peephole: true } : { resetAfter: true };
      return { layer: layer['type'] === 'simpleRNN' ? layer : { ...layer, ...more }, rank };
    },
    (random) => ({ layer: dense(random), rank: 3 }),
    () => ({ layer: { type: 'dropout', rate: 0.5 }, rank: 3 }),
    ...attending.map((make): MakeStep => (random) => ({ layer: make(random), rank: 3 })),
    (random) => {
      const more = { intermediateDim: upTo(random, 5), normalizeFirst: random.next() < 0.5 };
      return { layer: { type: 'transformerEncoder', numHeads: 1, ...more }, rank: 3 };
    },
    (random) => ({
      layer: { type: 'positionalEmbedding', encoding: pick(random, ['learned', 'sinusoidal']) },
      rank: 3,
    }),
    () => ({ layer: { type: 'spatialDropout1d', rate: 0.3 }, rank: 3 }),
  ],
};

const allSteps: Steps = Object.fromEntries(
  Object.entries(otherSteps).map(([rank, steps]) => [rank, [...steps, ...(ownSteps[Number(rank)] ?? [])]]),
);

interface Source {
  readonly input: Json;
  readonly rank: number;
  readonly first?: Json;
}

const sources: readonly Source[] = [
  { input: { type: 'timeseries', columns: ['a', 'b'], windowSize: 12 }, rank: 3 },
  { input: { type: 'text', maxSequenceLength: 8 }, rank: 3, first: { type: 'embedding', inputDim: 20, outputDim: 5 } },
  { input: { type: 'image', size: [9, 7], channels: 2 }, rank: 4 },
  { input: { type: 'image', size: [9, 7], channels: 2, as: 'rows' }, rank: 3 },
  { input: { type: 'video', frames: 3, size: [8, 6], channels: 1 }, rank: 5 },
  { input: { type: 'vector', columns: ['a', 'b', 'c'] }, rank: 2 },
];

/** A sound spec of any layers that tfjs has too; branches part and join again. */
export function randomGraphSpec(random: Random): Json {
  return graphOf(random, otherSteps, () => undefined);
}

/** The same of every layer that the engine builds; branches may also meet by looking at each other. */
export function randomModelSpec(random: Random): Json {
  return graphOf(random, allSteps, (rank) => (rank === 3 && random.next() < 0.5 ? pick(random, attending) : undefined));
}

/** A sound translation spec: tokens in, a decoder that looks at what was read, or not. */
export function randomTranslationSpec(random: Random): Json {
  const reader: Json = { ...recurrent(random).layer, type: pick(random, ['lstm', 'gru']), numLayers: 1 };
  const decoder = {
    type: 'decoder',
    cell: pick(random, ['lstm', 'gru']),
    units: upTo(random, 6),
    attention: reader['returnSequences'] === true ? pick(random, ['none', 'dot', 'additive']) : 'none',
  };
  const layers = [{ type: 'embedding', outputDim: upTo(random, 5) }, reader, decoder];
  return specOf({ type: 'text', column: 'a' }, { type: 'text', column: 'b' }, layers);
}

function graphOf(random: Random, steps: Steps, meet: (rank: number) => ((random: Random) => Json) | undefined): Json {
  const { input, rank: start, first } = pick(random, sources);
  const layers: Json[] = first === undefined ? [] : [first];
  let rank = start;
  const length = upTo(random, 6);
  while (layers.length < length) {
    if (rank <= 3 && layers.length > 0 && random.next() < 0.3) {
      layers.push(...branches(random, layers, meet(rank)));
      continue;
    }
    const step = pick(random, steps[rank] ?? [])(random);
    layers.push(step.layer);
    rank = step.rank;
  }
  if (rank !== 2) layers.push({ type: 'flatten' });
  return specOf(input, targetOf(input, random), layers);
}

/** A number, or a forecast of a series. */
function targetOf(input: Json, random: Random): Json {
  return input['type'] === 'timeseries' && random.next() < 0.5
    ? { type: 'timeseries', columns: ['a', 'b'], horizon: upTo(random, 3) }
    : { type: 'number', column: 'y' };
}

/** Two or three ways from the last layer that meet again; the layer gets a name for it. */
function branches(random: Random, layers: Json[], meet?: (random: Random) => Json): readonly Json[] {
  const at = layers.length;
  const source = `from${String(at)}`;
  layers[at - 1] = { name: source, ...layers[at - 1] };
  const feed = String(layers[at - 1]?.['name']);
  const names = Array.from({ length: 1 + upTo(random, 2) }, (_, index) => `way${String(at)}_${String(index)}`);
  const ways = names.map((name) => ({ ...dense(random), units: 4, name, inputs: [feed] }));
  const meeting = meet?.(random) ?? { type: pick(random, ['concatenate', 'add', 'multiply']) };
  return [...ways, { ...meeting, inputs: names }];
}

function specOf(input: Json, target: Json, layers: readonly Json[]): Json {
  return { version: 1, data: { source: 'x.csv', input, target }, layers };
}
