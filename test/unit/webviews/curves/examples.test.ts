import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareTokens, pickExamples, splitsOf, type ExampleWish } from '../../../../webviews/curves/examples.ts';
import { exampleOf } from './fixtures.ts';

const examples = [
  exampleOf({ row: 1, input: 'Hello', truth: 'ham', prediction: 'ham', loss: 0.1 }),
  exampleOf({ row: 2, input: 'Cheap', truth: 'spam', prediction: 'ham', loss: 3 }),
  exampleOf({ row: 3, input: '你好', truth: 'ham', prediction: 'spam', loss: null }),
  exampleOf({ row: 4, input: 'CHEAP too', truth: 'spam', prediction: 'spam', loss: 0.5 }),
  exampleOf({ row: 5, split: 'validation' }),
];

const everything: ExampleWish = {
  ...{ split: 'test', wrongOnly: false, order: 'data', search: '', pair: null, everyToken: false },
};

describe('examples are picked', () => {
  const check = (title: string, change: Partial<ExampleWish>, expected: readonly number[]): void => {
    test(title, () => {
      const picked = pickExamples(examples, { ...everything, ...change });
      assert.deepEqual(
        picked.map(({ row }) => row),
        expected,
      );
    });
  };
  check('all of a split, as in the data', {}, [1, 2, 3, 4]);
  check('of the other split', { split: 'validation' }, [5]);
  check('the worst first, those without a loss last', { order: 'worst' }, [2, 4, 1, 3]);
  check('only those that are wrong', { wrongOnly: true }, [2, 3]);
  check('by a text, whatever its case', { search: ' cheap ' }, [2, 4]);
  check('by a text in another script', { search: '好' }, [3]);
  check('by what was said', { search: 'spam' }, [2, 3, 4]);
  check('of a cell of the matrix', { pair: { truth: 'spam', prediction: 'ham' } }, [2]);
  check('none', { search: 'nothing like it' }, []);

  test('a cell of tags is found wherever it stands in a sentence', () => {
    const sentences = [
      exampleOf({ row: 1, truth: 'O B O', prediction: 'O O O' }),
      exampleOf({ row: 2, truth: 'O B', prediction: 'O B' }),
    ];
    const wish = { ...everything, everyToken: true, pair: { truth: 'B', prediction: 'O' } };
    assert.deepEqual(
      pickExamples(sentences, wish).map(({ row }) => row),
      [1],
    );
  });
});

test('the test split comes first', () => {
  assert.deepEqual(splitsOf([exampleOf({ split: 'validation' }), exampleOf({})]), ['test', 'validation']);
  assert.deepEqual(splitsOf([]), []);
});

describe('tokens are compared', () => {
  const check = (truth: string, prediction: string, expected: string): void => {
    test(`${truth} | ${prediction}`, () => {
      const marked = compareTokens({ truth, prediction }).map(({ text, wrong }) => (wrong ? `*${text}*` : text));
      assert.equal(marked.join(' '), expected);
    });
  };
  check('O B I', 'O B O', 'O B *O*');
  check('ham', 'spam', '*spam*');
  check('a b', 'a b', 'a b');
  check('a b c', 'a b', '*a b*');
  check('a', '', '**');
});
