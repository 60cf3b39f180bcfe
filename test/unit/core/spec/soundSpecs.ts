import type { Field } from '../../../../src/core/spec/table/field.ts';
import { specTable } from '../../../../src/core/spec/table/specTable.ts';
import { variantName } from '../../../../src/core/spec/jsonSchema.ts';
import { asObject, get, sampleOf, set, type Path, type TableKey } from './tableKeys.ts';

type Json = Readonly<Record<string, unknown>>;

const series = { type: 'timeseries', columns: ['a'], windowSize: 9 };
const text = { type: 'text', maxSequenceLength: 9 };
const image = { type: 'image', size: [12, 12] };
const video = { type: 'video', frames: 5, size: [12, 12] };
const vector = { type: 'vector', columns: ['a', 'b'] };
const number = { type: 'number', column: 'y' };
const category = { type: 'category', column: 'y' };

const lstm = { type: 'lstm', units: 4 };
const embedding = { type: 'embedding', outputDim: 3 };
const flatten = { type: 'flatten' };
const tagger = [embedding, { ...lstm, returnSequences: true }];

/** Layers that read each type of input. */
const readers: Readonly<Record<string, readonly Json[]>> = {
  timeseries: [lstm, { type: 'dense', units: 3, activation: 'relu' }],
  text: [embedding, lstm],
  image: [flatten],
  video: [flatten],
  vector: [{ type: 'dense', units: 3, activation: 'relu' }],
};

interface Parts {
  readonly input?: Json;
  readonly target?: Json;
  readonly layers?: readonly Json[];
  readonly data?: Json;
}

function specOf({ input = series, target, layers, data = {} }: Parts): Json {
  const type = String(input['type']);
  return {
    version: 1,
    data: {
      source: 'x.csv',
      time: 't',
      input,
      target: target ?? (type === 'timeseries' ? { type, columns: ['a'] } : number),
      ...data,
    },
    layers: layers ?? readers[type] ?? [],
    training: { earlyStopping: {} },
  };
}

const inputs: Readonly<Record<string, Json>> = { timeseries: series, text, image, video, vector };

const targets: Readonly<Record<string, Parts>> = {
  timeseries: {},
  number: { target: number },
  category: { target: category },
  tags: { input: text, target: { type: 'tags' }, layers: tagger },
  text: { input: text, target: { type: 'text' }, layers: tagger },
  next: { input: text, target: { type: 'next' }, layers: tagger },
};

/** What a layer needs beside its required keys to be sound in its place. */
const layerKeys: Readonly<Record<string, Json>> = {
  dense: { activation: 'relu' },
  reshape: { targetShape: [3, 3] },
  timeDistributed: { layer: { type: 'dense', units: 3 } },
  concatenate: { inputs: ['one', 'two'] },
  add: { inputs: ['one', 'two'] },
  multiply: { inputs: ['one', 'two'] },
  decoder: { inputs: ['one'] },
  transformerEncoder: { numHeads: 1, intermediateDim: 4 },
  conv1d: { kernelSize: 3 },
  conv2d: { kernelSize: [3, 3] },
  convLstm2d: { kernelSize: [3, 3] },
};

const two = [
  { type: 'dense', units: 4, name: 'one', inputs: ['input'], activation: 'relu' },
  { type: 'dense', units: 4, name: 'two', inputs: ['input'], activation: 'relu' },
];

/** A spec in which a kind of layer stands at index 0 and is sound. */
export function specWithLayer(type: string, keys: Json = {}): Json {
  const layer = { ...asObject(sampleOf(layerField(type))), ...layerKeys[type], ...keys };
  const rank = inputRankOf(type, layer);
  if (type === 'embedding') return specOf({ input: text, layers: [layer, lstm] });
  if (type === 'decoder') {
    const encoder = [
      { ...embedding, name: 'zero', inputs: ['input'] },
      { ...lstm, returnSequences: true, name: 'one' },
    ];
    return specOf({ input: text, target: { type: 'text' }, layers: [layer, ...encoder] });
  }
  if (['concatenate', 'add', 'multiply'].includes(type)) {
    return specOf({ input: vector, layers: [layer, ...two] });
  }
  if (rank === 2) return specOf({ input: vector, layers: [layer, lstm] });
  if (rank === 4) return specOf({ input: image, layers: [layer, flatten] });
  if (rank === 5) return specOf({ input: video, layers: [layer, flatten] });
  return specOf({ target: number, layers: [layer, ...(endsFlat(type) ? [{ ...flatten }] : [lstm])] });
}

function endsFlat(type: string): boolean {
  return ['lstm', 'gru', 'simpleRNN', 'flatten', 'globalMaxPooling1d', 'globalAveragePooling1d'].includes(type);
}

function inputRankOf(type: string, layer: Json): number {
  if (type === 'timeDistributed') return 1 + inputRankOf(String(asObject(layer['layer'])['type']), {});
  if (type === 'repeatVector') return 2;
  if (type.endsWith('2d')) return type === 'convLstm2d' ? 5 : 4;
  if (type.endsWith('1d') || ['lstm', 'gru', 'simpleRNN'].includes(type)) return 3;
  return Object.keys(layer).length === 0 ? 2 : 3;
}

function layerField(type: string): Field {
  const kinds = specTable.properties?.['layers']?.items?.anyOf ?? [];
  return kinds.find((kind) => variantName(kind) === type) ?? {};
}

/** Values of objects that samples alone do not make sound. */
const soundParts: readonly (readonly [string, unknown])[] = [
  ['search', { parameters: { 'training.epochs': { space: 'int', min: 1, max: 9 } } }],
  ['probes', [{ name: 'p', select: 'first' }]],
  ['assert', ['loss < 1']],
  ['training.reduceLROnPlateau', {}],
  ['training.checkpoint', {}],
  ['training.initializeFrom', { run: 'r' }],
];

const soundVariants: Readonly<Record<string, Json>> = {
  piecewiseConstantDecay: { boundaries: [10], values: [0.1, 0.2] },
  weights: { weights: { up: 2 } },
};

/** A sound spec in which a key can stand, with whatever it needs around it. */
export function surroundings({ path, variants }: TableKey): unknown {
  const [section, side] = path;
  if (section === 'layers') return layerSurroundings(variants);
  if (section === 'data') return dataSurroundings(String(side), variants);
  const base: unknown = specOf({});
  const part = soundParts.find(
    ([place]) => path.length > place.split('.').length && startsWith(path, place.split('.')),
  );
  const withPart = part === undefined ? base : set(base, part[0].split('.'), part[1]);
  return variants.reduce((json, variant) => placeVariant(json, variant), withPart);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}

/** The object of a variant, with its required keys. */
function placeVariant(json: unknown, { path, type }: TableKey['variants'][number]): unknown {
  const field = path.reduce<Field | undefined>(childOf, specTable);
  const variant = field?.anyOf?.find((one) => variantName(one) === type) ?? {};
  return set(json, path, { ...asObject(sampleOf(variant)), ...soundVariants[type] });
}

function childOf(field: Field | undefined, step: string | number): Field | undefined {
  return typeof step === 'number' ? field?.items : field?.properties?.[step];
}

function layerSurroundings(variants: TableKey['variants']): unknown {
  const [outer, inner, ...deeper] = variants;
  if (outer === undefined) return specOf({});
  if (inner === undefined) return specWithLayer(outer.type);
  const field = layerField(outer.type).properties?.['layer'];
  const variant = field?.anyOf?.find((one) => variantName(one) === inner.type) ?? {};
  const layer = { ...asObject(sampleOf(variant)), ...layerKeys[inner.type], ...innerKeys[inner.type] };
  return deeper.length === 0 ? specWithLayer(outer.type, { layer }) : undefined;
}

/** `[batch, 1]` at each timestep of a window. */
const innerKeys: Readonly<Record<string, Json>> = { reshape: { targetShape: [1] } };

const augmented: Readonly<Record<string, Json>> = {
  flip: image,
  shift: image,
  rotate: image,
  noise: image,
  jitter: series,
  scale: series,
  windowCrop: series,
  tokenDropout: text,
};

function dataSurroundings(side: string, variants: TableKey['variants']): unknown {
  const [first, ...more] = variants;
  const type = first?.type ?? '';
  if (side === 'input') return more.reduce(placeNormalization, specOf({ input: inputs[type] ?? series }));
  if (side === 'target') return more.reduce(placeNormalization, specOf(targets[type] ?? {}));
  if (side === 'augmentation' && type !== '')
    return specOf({ input: augmented[type] ?? series, data: { augmentation: [{ type }] } });
  if (side === 'classWeight') {
    const classWeight = { type: 'weights', weights: { up: 2 } };
    return specOf({ target: category, data: type === '' ? {} : { classWeight } });
  }
  const split = { ...asObject(sampleOf(splitField(type))), type };
  return side === 'split' && type !== '' ? specOf({ target: category, data: { split } }) : specOf({});
}

function splitField(type: string): Field {
  const kinds = specTable.properties?.['data']?.properties?.['split']?.anyOf ?? [];
  return kinds.find((kind) => variantName(kind) === type) ?? {};
}

function placeNormalization(json: unknown, { path, type }: TableKey['variants'][number]): unknown {
  return set(json, path, { ...asObject(get(json, path)), type });
}
