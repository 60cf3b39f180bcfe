import { isActivationName } from './activationNames.ts';
import type { KerasConfig } from './fixture.ts';
import { argumentNames, isIdle, isKnownClass, takesArgument } from './kerasArguments.ts';
import { cellOf, wrapper, type KerasLayer } from './kerasLayer.ts';

/** Reads names such as `Bidirectional(LSTM)+Masking` or `tagger Embedding(mask_zero)+BiLSTM+TimeDistributed(Dense softmax)`. */
export function readCaseName(name: string): readonly KerasLayer[] {
  const terms = splitOutside(name, '+').map((term) => term.trim());
  const layers = terms.filter((term) => !/^(initial_?states?|mask)$/iu.test(term)).map(readTerm);
  // Written behind a layer, a mask still comes before it.
  return [...layers.filter(isMasking), ...layers.filter((layer) => !isMasking(layer))];
}

function isMasking({ className }: KerasLayer): boolean {
  return className === 'Masking';
}

function readTerm(term: string): KerasLayer {
  const [head = '', ...words] = wordsFromClass(term);
  const [className, inside] = splitHead(head);
  if (isBoth(className)) return readTerm([`Bidirectional(${head.slice(2)})`, ...words].join(' '));
  const bare: KerasLayer = { className, config: {}, weights: [] };
  if (className !== 'Bidirectional' && className !== 'TimeDistributed') {
    return addWords(bare, [...words, ...splitOutside(inside, ',')]);
  }
  return addWords(wrapper(className, readCaseName(inside)), words);
}

/** `BiLSTM` and its like. */
function isBoth(className: string): boolean {
  return className.startsWith('Bi') && isKnownClass(className.slice(2));
}

function splitHead(head: string): readonly [className: string, inside: string] {
  const [, className = '', inside = ''] = /^(\w+)(?:\((.*)\))?$/su.exec(head) ?? [];
  return [className, inside];
}

/** The words from the first that is a layer's class: what stands before is a title. */
function wordsFromClass(term: string): readonly string[] {
  const words = splitOutside(term, ' ').filter((word) => word !== '');
  const first = words.findIndex((word) => {
    const [className] = splitHead(word);
    return isKnownClass(className) || isBoth(className);
  });
  if (first < 0) throw new Error(`"${term}" names no layer that is known here`);
  return words.slice(first);
}

function addWords(layer: KerasLayer, words: readonly string[]): KerasLayer {
  const { className } = cellOf(layer);
  const numbers = words.map((word) => word.trim()).filter(isNumber);
  return words.reduce((told, one) => {
    const word = one.trim();
    const given = isNumber(word) ? readNumber(word, numbers.indexOf(word), className) : readWord(word, className);
    const outside = Object.keys(given).every((key) => takesArgument(told.className, key) || isIdle(key));
    return outside || told === cellOf(told) ? addTo(told, given) : addInside(told, given);
  }, layer);
}

function isNumber(word: string): boolean {
  return word !== '' && Number.isFinite(Number(word));
}

/** `Masking(0)`, `Dense(4)`: arguments without a name stand in Keras's order. */
function readNumber(word: string, place: number, className: string): KerasConfig {
  const name = argumentNames(className)[place];
  if (name === undefined) throw new Error(`${className} takes no ${String(place + 1)} arguments without a name`);
  return { [name]: Number(word) };
}

function addTo(layer: KerasLayer, config: KerasConfig): KerasLayer {
  return { ...layer, config: { ...layer.config, ...config } };
}

function addInside(layer: KerasLayer, config: KerasConfig): KerasLayer {
  return addTo(layer, { layer: [addTo(cellOf(layer), config)] });
}

/** `softmax`, `causal`, `mask_zero`, `units=4`, `stateful`. */
function readWord(word: string, className: string): KerasConfig {
  const [, key = '', value = ''] = /^(\w+)\s*=\s*(.+)$/u.exec(word) ?? [];
  if (key !== '') return { [key]: readValue(value) };
  if (word === '') return {};
  if (isActivationName(word)) return { activation: word };
  if (/^(causal|same|valid)$/u.test(word) && takesArgument(className, 'padding')) return { padding: word };
  if (/^(concat|sum|mul|ave)$/u.test(word)) return { merge_mode: word };
  if (takesArgument(className, word) || word === 'stateful') return { [word]: true };
  throw new Error(`"${word}" says nothing about ${className} that is known here`);
}

/** A value as Python or JSON writes it; what is neither is a text. */
export function readValue(text: string): unknown {
  const json = text
    .replaceAll(/\b(True|False|None)\b/gu, (word) => (word === 'None' ? 'null' : word.toLowerCase()))
    .replaceAll('(', '[')
    .replaceAll(/,?\)/gu, ']');
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return text.replaceAll(/['"]/gu, '');
  }
}

/** Cuts a text at a character, but not inside parentheses. */
export function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (character === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] = `${parts.at(-1) ?? ''}${character}`;
  }
  return parts;
}
