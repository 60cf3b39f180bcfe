import type { KerasCase, KerasConfig, KerasWeight } from './fixture.ts';
import { isIdle, takesArgument } from './kerasArguments.ts';
import { inputName, plainNode, sortGraph, tensorName, type KerasGraph, type KerasNode } from './kerasGraph.ts';
import { stateCount, wrapper, type KerasLayer } from './kerasLayer.ts';
import { isShares } from './openActivations.ts';
import { groupWeights } from './shareWeights.ts';

/** Whether a name tells an encoder whose last state is the first one of a decoder (Sutskever et al. 2014). */
export function isTranslation(name: string): boolean {
  return /^seq2seq\b/u.test(name);
}

const words =
  /^(seq2seq|LSTM|GRU|SimpleRNN|BiLSTM|BiGRU|BiSimpleRNN|Bidirectional(\(\w+\))?|encoder-decoder|encoder|decoder|teacher|forced|forcing|teacher-forced|with|dot|luong|additive|bahdanau|multi-head|attention|and|\+)$/iu;

/**
 * The ways to read a decoder over the tokens that it is shown. The weights tell the layers; open are whether token 0 is
 * padding, and in which order a decoder's output and what it attended to stand side by side.
 */
export function readTranslation({ name, config, inputs, weights, outputs }: KerasCase): readonly KerasGraph[] {
  const unknown = name.split(/[\s,]+/u).find((word) => !words.test(word));
  if (unknown !== undefined) throw new Error(`"${unknown}" says nothing about a seq2seq that is known here`);
  if (inputs.length !== 2) throw new Error(`A seq2seq reads 2 inputs, there are ${String(inputs.length)}`);
  const parts = partsOf(weights, config);
  const activation = isShares(outputs[0]) ? 'softmax' : 'linear';
  const head: KerasLayer = { ...parts.head, config: { activation } };
  const attends = /attention/iu.test(name) || parts.attention !== null;
  return [false, true].flatMap((maskZero) => {
    const told = { ...parts, head, maskZero };
    if (!attends) return [translate(told, null)];
    const attention = parts.attention ?? { className: 'Attention', config: {}, weights: [] };
    return [false, true].map((contextFirst) => translate(told, { attention, contextFirst }));
  });
}

interface Parts {
  /** Of source and target; none where these are numbers. */
  readonly embeddings: readonly KerasLayer[];
  readonly encoder: KerasLayer;
  readonly decoder: KerasLayer;
  readonly attention: KerasLayer | null;
  readonly head: KerasLayer;
}

function partsOf(weights: readonly KerasWeight[], config: KerasConfig): Parts {
  const count = new Set(weights.map(({ path }) => path.split('/')[0])).size;
  const layers = groupWeights(weights, count).map((group) => readPart(group, config));
  const of = (...classNames: readonly string[]) => layers.filter(({ className }) => classNames.includes(className));
  const embeddings = of('Embedding');
  const [encoder, decoder, ...cells] = of('LSTM', 'GRU', 'SimpleRNN', 'Bidirectional');
  const [attention = null, ...attentions] = of('Attention', 'AdditiveAttention', 'MultiHeadAttention');
  const [head, ...heads] = of('Dense');
  if (encoder === undefined || decoder === undefined || head === undefined || decoder.className === 'Bidirectional') {
    throw new Error('The weights are not those of an encoder, a decoder and a dense layer');
  }
  if (cells.length + attentions.length + heads.length > 0 || embeddings.length > 2) {
    throw new Error(
      'A seq2seq of more than an encoder, a decoder, attention and a dense layer has to be given as a model',
    );
  }
  return { embeddings, encoder, decoder, attention, head };
}

/** The layer whose weights these are. */
function readPart(weights: readonly KerasWeight[], given: KerasConfig): KerasLayer {
  const path = weights[0]?.path ?? '';
  const cell = /\/(lstm|gru|simple_rnn)_cell\//u.exec(path)?.[1];
  if (cell === undefined) return { className: plainClass(path), config: {}, weights };
  const className = cell === 'lstm' ? 'LSTM' : cell === 'gru' ? 'GRU' : 'SimpleRNN';
  const entries = Object.entries(given).filter(([key]) => !isIdle(key));
  const unknown = entries.find(([key]) => !takesArgument(className, key));
  if (unknown !== undefined) throw new Error(`A seq2seq has no argument "${unknown[0]}" that is known here`);
  const config = { ...Object.fromEntries(entries), return_sequences: true, return_state: true };
  const layer = { className, config, weights };
  return path.startsWith('bidirectional') ? { ...wrapper('Bidirectional', [layer]), weights } : layer;
}

function plainClass(path: string): string {
  if (path.endsWith('/embeddings')) return 'Embedding';
  if (path.startsWith('multi_head_attention')) return 'MultiHeadAttention';
  if (path.startsWith('additive_attention')) return 'AdditiveAttention';
  return path.startsWith('attention') ? 'Attention' : 'Dense';
}

interface Attending {
  readonly attention: KerasLayer;
  readonly contextFirst: boolean;
}

function translate(
  { embeddings, encoder, decoder, head, maskZero }: Parts & { readonly maskZero: boolean },
  attending: Attending | null,
): KerasGraph {
  const inputs = [inputName(0), inputName(1)];
  // One embedding is for both: they share its tokens.
  const vectors = inputs.map((input, index): readonly KerasNode[] => {
    const layer = embeddings[index] ?? embeddings[0];
    const config = { mask_zero: maskZero };
    return layer === undefined ? [] : [plainNode(`embedding_${String(index)}`, { ...layer, config }, [input])];
  });
  const [source = '', target = ''] = inputs.map((input, index) => vectors[index]?.[0]?.name ?? input);
  const states = joinStates(encoder);
  const decoding: KerasNode = { ...plainNode('decoder', decoder, [target]), initialState: states.names };
  const context = attending === null ? [] : attend(attending);
  const headNode = plainNode('head', head, [context.at(-1)?.name ?? 'decoder']);
  return sortGraph({
    inputs,
    nodes: [
      ...vectors.flat(),
      plainNode('encoder', encoder, [source]),
      ...states.nodes,
      decoding,
      ...context,
      headNode,
    ],
    outputs: ['head'],
  });
}

/** The encoder's last states; those of two directions side by side. */
function joinStates(encoder: KerasLayer): { readonly names: readonly string[]; readonly nodes: readonly KerasNode[] } {
  const count = stateCount(encoder);
  const names = Array.from({ length: count }, (_, index) => tensorName('encoder', index + 1));
  if (encoder.className !== 'Bidirectional') return { names, nodes: [] };
  const nodes = names.slice(0, count / 2).map((name, index) => {
    const side: KerasLayer = { className: 'Concatenate', config: {}, weights: [] };
    return plainNode(`state_${String(index)}`, side, [name, names[index + count / 2] ?? name]);
  });
  return { names: nodes.map(({ name }) => name), nodes };
}

/** Every step of the decoder looks at the encoder's outputs, and what it sees stands beside its own output. */
function attend({ attention, contextFirst }: Attending): readonly KerasNode[] {
  const use = attention.weights.length > 0 && attention.className !== 'MultiHeadAttention' ? { use_scale: true } : {};
  const beside: KerasLayer = { className: 'Concatenate', config: {}, weights: [] };
  const both = contextFirst ? ['context', 'decoder'] : ['decoder', 'context'];
  return [
    plainNode('context', { ...attention, config: use }, ['decoder', 'encoder']),
    plainNode('beside', beside, both),
  ];
}
