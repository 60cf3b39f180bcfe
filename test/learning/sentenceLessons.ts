import assert from 'node:assert/strict';
import type { Lesson } from './fineTune.ts';

/** Leaves the weights where they are, but for what no frozen layer bears: a step that is too small to see. */
export const slow = { optimizer: { type: 'sgd', learningRate: 1e-7 } };
/** Begins with the weights of the first lesson. */
export const from = (...freeze: readonly string[]): object => ({ initializeFrom: { run: 'first', freeze } });

/** Words by what they are. */
export const subjects = {
  animal: ['cat', 'dog', 'cow', 'hen'],
  plant: ['oak', 'elm', 'fir', 'ash'],
  metal: ['tin', 'zinc', 'iron', 'gold'],
};

/** Rows `text,label`: sentences about one subject each. */
export function sentences(labels: Readonly<Record<string, readonly string[]>>, rows = 60): string {
  const kinds = Object.entries(labels);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [label, words] = kinds[row % kinds.length] ?? assert.fail('no label');
    const word = (n: number): string => words[(row * 7 + n * 3) % words.length] ?? '';
    return `${word(0)} and ${word(1)} by ${word(2)},${label}`;
  });
  return ['text,label', ...lines, ''].join('\n');
}

/** The layers that read. */
export const reader = [
  { type: 'embedding', name: 'words', outputDim: 4, maskZero: true },
  { type: 'lstm', name: 'reader', units: 5 },
];

/** What each sentence is about. */
export function classify(labels: Readonly<Record<string, readonly string[]>>, more: Partial<Lesson> = {}): Lesson {
  return {
    data: {
      source: 'x.csv',
      input: { type: 'text', column: 'text' },
      target: { type: 'category', column: 'label' },
      split: { type: 'stratify', probabilities: [0.7, 0.2, 0.1] },
    },
    layers: reader,
    files: { 'x.csv': sentences(labels) },
    ...more,
  };
}
