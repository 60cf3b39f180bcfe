import type { KerasConfig } from './fixture.ts';
import type { KerasLayer } from './kerasLayer.ts';

const classes =
  /^(LSTM|GRU|SimpleRNN|ConvLSTM2D|Bidirectional|Bi(?=LSTM|GRU|SimpleRNN)|TimeDistributed|Embedding|Dense|Dropout|SpatialDropout1D|Conv[12]D|(Global)?(Max|Average|Avg)Pool(ing)?([12]D)?|Flatten|Reshape|RepeatVector|BatchNorm(alization)?|LayerNorm(alization)?|Activation|Masking|Attention|AdditiveAttention|MultiHeadAttention)/u;

const activations = /^(linear|tanh|sigmoid|hard_sigmoid|relu|elu|selu|softplus|softsign|softmax)$/u;

/** What the name of a case tells: layers in a chain, and whether further inputs are the first states. */
export interface NamedChain {
  readonly layers: readonly KerasLayer[];
  readonly initialState: boolean;
}

/** Reads names such as `Bidirectional(LSTM)+Masking` or `tagger Embedding(mask_zero)+BiLSTM+TimeDistributed(Dense softmax)`. */
export function readCaseName(name: string): NamedChain {
  const terms = splitOutside(name, '+').map((term) => term.trim());
  const chained = terms.filter((term) => !/^initial_?states?$/iu.test(term));
  const layers = chained.map(readTerm);
  return {
    // Written behind a layer, a mask still comes before it.
    layers: [...layers.filter(isMasking), ...layers.filter((layer) => !isMasking(layer))],
    initialState: chained.length < terms.length,
  };
}

function isMasking({ className }: KerasLayer): boolean {
  return className === 'Masking';
}

function readTerm(term: string): KerasLayer {
  const [head = '', ...words] = wordsFromClass(term);
  const [, className = '', rest = ''] = /^(\w+)(?:\((.*)\))?$/su.exec(head) ?? [];
  if (className.startsWith('Bi') && className !== 'Bidirectional') {
    return wrapper('Bidirectional', [readTerm([className.slice(2), ...words].join(' '))]);
  }
  if (className === 'Bidirectional' || className === 'TimeDistributed') {
    return wrapper(className, readCaseName(rest).layers);
  }
  const given = [...words, ...splitOutside(rest, ',')].map((word) => readWord(word.trim(), className));
  return { className, config: Object.assign({}, ...given) as KerasConfig, weights: [], place: null };
}

function wrapper(className: string, layer: readonly KerasLayer[]): KerasLayer {
  return { className, config: { layer }, weights: [], place: null };
}

/** The words from the first that is a layer's class: what stands before is a title. */
function wordsFromClass(term: string): readonly string[] {
  const words = splitOutside(term, ' ').filter((word) => word !== '');
  const first = words.findIndex((word) => classes.test(word));
  if (first < 0) throw new Error(`"${term}" names no layer that is known here`);
  return words.slice(first);
}

/** `softmax`, `causal`, `mask_zero`, `units=4`, or a number. */
function readWord(word: string, className: string): KerasConfig {
  const [, key = '', value = ''] = /^(\w+)\s*=\s*(.+)$/u.exec(word) ?? [];
  if (key !== '') return { [key]: readValue(value) };
  if (word === '') return {};
  if (activations.test(word)) return { activation: word };
  if (/^(causal|same|valid)$/u.test(word)) return { padding: word };
  if (className === 'Masking' && Number.isFinite(Number(word))) return { mask_value: Number(word) };
  return /^[a-z_]+$/u.test(word) ? { [word]: true } : {};
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text.toLowerCase().replaceAll('(', '[').replaceAll(')', ']')) as unknown;
  } catch {
    return text.replaceAll(/['"]/gu, '');
  }
}

/** Cuts a text at a character, but not inside parentheses. */
function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] = `${parts.at(-1) ?? ''}${character}`;
  }
  return parts;
}
