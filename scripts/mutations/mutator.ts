import type { Random } from '../../src/core/random.ts';

/** What mistyping, pasting and broken files bring. */
const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '/*',
  '*/',
  '//',
  '\n',
  '\r',
  '\t',
  ' ',
  '#region',
  'null',
  '-',
  '1e999',
  '-0',
  '0.5',
  '1e-2',
  '12345678901234567890',
  'true',
  'NaN',
  '\u0000',
  '\uD800',
  '\uFEFF',
  '\u2028',
  '𝔛',
  '\\u12',
  '[[[[',
  '{"a":{',
  '""',
  '"type"',
  '"type":',
  '"lstm"',
  '"units"',
  '"units":',
  '"layers"',
  '"data"',
  '"inputs":["input"]',
  '"name":"x"',
  '"inputs":["x"]',
  '"__proto__"',
  '"__proto__":{"type":"lstm"}',
  '"constructor":',
  '"toString"',
  '"hasOwnProperty":1',
  '"length":-1',
];

/** Texts that no person writes, but a file may hold. */
const extremes: readonly ((random: Random) => string)[] = [
  (random) => bytes(random, 1 + below(random, 4000)),
  (random) => '['.repeat(below(random, 3000)),
  (random) => '{"layers":['.repeat(below(random, 2000)),
  (random) => `{"layers":${'['.repeat(below(random, 120))}${']'.repeat(below(random, 120))}}`,
  (random) => '"x",'.repeat(below(random, 3000)),
  (random) => `{"version":1,"layers":[${'{"type":"lstm","units":1},'.repeat(below(random, 60))}]}`,
  (random) => `"${'x'.repeat(below(random, 100_000))}`,
  (random) => '/*'.repeat(below(random, 3000)),
  (random) => '\\"'.repeat(below(random, 3000)),
  (random) => `{"data":{"input":{"type":"${'timeseries'.repeat(below(random, 200))}"}}}`,
];

/** A text that has been cut, doubled, swapped and strewn with pieces, once or a few times; seldom another text entirely. */
export function mutate(text: string, random: Random): string {
  if (below(random, 200) === 0) return (extremes[below(random, extremes.length)] ?? String)(random);
  let mutated = text;
  for (let count = 1 + below(random, 4); count > 0; count--) mutated = change(mutated, random);
  return mutated;
}

/** A whole number from 0 to below `limit`. */
export function below(random: Random, limit: number): number {
  return Math.floor(random.next() * limit);
}

function change(text: string, random: Random): string {
  switch (below(random, 8)) {
    case 0:
      return splice(text, random, () => '');
    case 1:
      return splice(text, random, (part) => part + part);
    case 2:
      return swapTokens(text, random);
    case 3:
      return splice(text, random, () => bytes(random, 1 + below(random, 6)));
    case 4:
      return text.slice(0, below(random, text.length + 1));
    case 5:
      return dropToken(text, random);
    case 6:
      return splice(text, random, (part) => piece(random) + part);
    default:
      return splice(text, random, () => piece(random));
  }
}

function piece(random: Random): string {
  return pieces[below(random, pieces.length)] ?? '';
}

function splice(text: string, random: Random, replace: (part: string) => string): string {
  const from = below(random, text.length + 1);
  const to = Math.min(text.length, from + below(random, below(random, 10) === 0 ? 400 : 12));
  return text.slice(0, from) + replace(text.slice(from, to)) + text.slice(to);
}

/** Words, numbers and texts, each with its place. */
function tokensOf(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(/"(?:[^"\\\n]|\\.)*"|[\w.+-]+|[{}[\],:]/g)];
}

function swapTokens(text: string, random: Random): string {
  const tokens = tokensOf(text);
  const one = tokens[below(random, tokens.length)];
  const other = tokens[below(random, tokens.length)];
  if (one === undefined || other === undefined || one.index === other.index) return text;
  const [first, second] = one.index < other.index ? [one, other] : [other, one];
  const between = text.slice(first.index + first[0].length, second.index);
  return text.slice(0, first.index) + second[0] + between + first[0] + text.slice(second.index + second[0].length);
}

function dropToken(text: string, random: Random): string {
  const tokens = tokensOf(text);
  const token = tokens[below(random, tokens.length)];
  return token === undefined ? text : text.slice(0, token.index) + text.slice(token.index + token[0].length);
}

function bytes(random: Random, count: number): string {
  return String.fromCharCode(...Array.from({ length: count }, () => below(random, 256)));
}
