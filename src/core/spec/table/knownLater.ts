/**
 * Words of the language that this version cannot train: `place.key` for keys, `place=word` for values. Whoever writes
 * one is told so, in place of "unknown".
 */
export const knownLater: ReadonlySet<string> = new Set([
  ...keys('', ['search', 'probes', 'assert']),
  ...keys('data', ['groupBy', 'classWeight', 'augmentation']),
  ...keys('data.split', ['column']),
  ...keys('data.input', [
    'covariates',
    'calendar',
    'column',
    'tokenizer',
    'lowercase',
    'maxTokens',
    'maxSequenceLength',
    'padding',
    'pretrainedEmbeddings',
    'size',
    'channels',
    'as',
    'frames',
  ]),
  ...keys('data.target', ['covariates', 'calendar', 'column', 'tokenizer', 'maxTokens', 'maxSequenceLength']),
  ...keys('layers[]', [
    'inputs',
    'stateful',
    'numLayers',
    'kernelRegularizer',
    'recurrentRegularizer',
    'layer',
    'score',
    'cell',
    'attention',
    'teacherForcing',
    'beamWidth',
    'lengthPenalty',
  ]),
  ...keys('training', ['learningRateSchedule', 'reduceLROnPlateau', 'checkpoint', 'initializeFrom', 'freeze']),
  ...words('data.input.type', ['text', 'image', 'video', 'vector']),
  ...words('data.target.type', ['number', 'category', 'tags', 'text', 'next']),
  ...words('data.split.type', ['random', 'stratify', 'fixed', 'hash']),
  ...words('layers[].type', [
    'convLstm2d',
    'embedding',
    'spatialDropout1d',
    'conv1d',
    'conv2d',
    'maxPooling1d',
    'maxPooling2d',
    'averagePooling1d',
    'averagePooling2d',
    'globalMaxPooling1d',
    'globalMaxPooling2d',
    'globalAveragePooling1d',
    'globalAveragePooling2d',
    'flatten',
    'reshape',
    'repeatVector',
    'timeDistributed',
    'batchNormalization',
    'layerNormalization',
    'activation',
    'masking',
    'attention',
    'multiHeadAttention',
    'transformerEncoder',
    'positionalEmbedding',
    'concatenate',
    'add',
    'multiply',
    'decoder',
  ]),
  ...words('training.loss', ['categoricalCrossentropy', 'binaryCrossentropy']),
  ...words('training.metrics[]', [
    'accuracy',
    'precision',
    'recall',
    'f1',
    'perplexity',
    'bleu',
    'bitsPerCharacter',
    'confusionMatrix',
  ]),
]);

/** Kinds of files that the language knows and this version cannot read, by their ending. */
export const sourcesLater: ReadonlySet<string> = new Set([
  'jsonl',
  'json',
  'parquet',
  'conll',
  'conllu',
  'npy',
  'npz',
  'idx',
  'po',
]);

function keys(place: string, names: readonly string[]): readonly string[] {
  return names.map((name) => (place === '' ? name : `${place}.${name}`));
}

function words(place: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${place}=${name}`);
}
