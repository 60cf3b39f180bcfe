import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Said } from '../../../../src/contracts/prediction.ts';
import { layOutAnswer } from '../../../../src/host/predictions/answerItems.ts';
import { describeAnswers } from '../../../../src/host/predictions/answersDocument.ts';

const classes: Said = {
  type: 'class',
  classes: [
    { label: 'happy', probability: 0.9 },
    { label: 'sad', probability: 0.1 },
  ],
};
const tags: Said = {
  type: 'tags',
  tokens: [
    { token: 'They', tag: 'PRON', probability: 0.75, known: false },
    { token: 'run', tag: 'VERB', probability: 1, known: true },
  ],
};

test('an answer stands below its text, a line for each part of it', () => {
  const check = (said: Said, ...expected: readonly string[]): void => {
    const lines = layOutAnswer(said).map(({ label, description, copied }) => `${label}|${description}|${copied}`);
    assert.deepEqual(lines, expected);
  };
  check(classes, 'happy|90.0 %|happy', 'sad|10.0 %|sad');
  check(tags, 'They|PRON · 75.0 % · unknown word|They\tPRON', 'run|VERB · 100.0 %|run\tVERB');
  check({ type: 'number', value: 2.5 }, '2.5||2.5');
  check({ type: 'text', text: '你好 $(star)' }, '你好 $\u200b(star)||你好 $(star)');
});

test('all answers of a session are a document', () => {
  const check = (answer: Answer, ...expected: readonly string[]): void => {
    assert.deepEqual(describeAnswers('A *model*', [answer]).split('\n'), ['# A \\*model\\*', '', ...expected, '']);
  };
  check(
    { row: 1, input: 'a\nb | c', ...classes },
    '## a b \\| c',
    '',
    '| Answer | Probability |',
    '|---|---|',
    '| happy | 90.0 % |',
    '| sad | 10.0 % |',
  );
  const tokens = [
    '| Token | Tag | Probability |',
    '|---|---|---|',
    '| They | PRON | 75.0 % |',
    '| run | VERB | 100.0 % |',
  ];
  check({ row: 1, input: 'They run', ...tags }, '## They run', '', ...tokens);
  check({ row: 1, input: 'x', type: 'number', value: 3 }, '## x', '', '3');
  check({ row: 1, input: 'x', type: 'text', text: '<b>' }, '## x', '', '\\<b\\>');
});
