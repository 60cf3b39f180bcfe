import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Plan } from '../../../../src/contracts/plan.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import type { Batch } from '../../../../src/core/data/dataset.ts';
import type { EarlierFitted } from '../../../../src/core/tasks/earlierFitted.ts';
import { preparePictures, type PreparedPictures } from '../../../../src/core/tasks/preparePictures.ts';
import { fakePictures, fakePictureTable } from '../../../fakes/pictureTable.ts';

interface Given {
  readonly labels?: readonly string[];
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  readonly input?: object;
  readonly target?: object;
  readonly data?: object;
  readonly layers?: readonly object[];
  readonly frames?: number;
  readonly earlier?: EarlierFitted;
}

const ten = ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'];

async function planOf({ input, target, data, layers }: Given): Promise<Plan> {
  const spec = {
    version: 1,
    data: {
      source: 'pictures/',
      input: input ?? { type: 'image', size: [2, 3], channels: 1, as: 'rows', normalization: 'none' },
      target: target ?? { type: 'category' },
      split: { type: 'stratify', probabilities: [0.6, 0.2, 0.2] },
      ...data,
    },
    layers: layers ?? [{ type: 'lstm', units: 2 }],
    training: { epochs: 1, seed: 3 },
  };
  const { plan, problems } = await analyse(JSON.stringify(spec), 'a.lstm.json');
  assert.ok(plan !== null, problems.map(({ message }) => message).join());
  return plan;
}

async function prepare(given: Given = {}): Promise<PreparedPictures> {
  const { labels = ten, columns = {}, frames = 1 } = given;
  return preparePictures(
    fakePictureTable(labels, columns),
    fakePictures(labels.length, { frames }),
    await planOf(given),
    given.earlier,
  );
}

async function drawTrain({ train }: PreparedPictures, examples: readonly number[]): Promise<Batch> {
  return train.batch(Uint32Array.from(examples));
}

describe('preparePictures', () => {
  it('splits, numbers the classes in their order, and says what was fitted', async () => {
    const prepared = await prepare();
    assert.deepEqual(
      [prepared.train.count, prepared.validation?.count, prepared.test?.count, prepared.rows],
      [6, 2, 2, 10],
    );
    assert.deepEqual(prepared.fitted.target, { type: 'labels', labels: ['a', 'b'] });
    assert.deepEqual(prepared.sizes, { classes: 2 });
    const all = [...prepared.splits.train, ...prepared.splits.validation, ...prepared.splits.test];
    assert.deepEqual(
      all.sort((a, b) => a - b),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
  });

  it('draws pixels and classes of the examples that were asked for', async () => {
    const prepared = await prepare();
    const batch = await drawTrain(prepared, [2, 0]);
    const numbers = [prepared.splits.train[2] ?? -1, prepared.splits.train[0] ?? -1];
    assert.deepEqual(
      [...batch.input.data],
      numbers.flatMap((number) => Array<number>(6).fill(number)),
    );
    assert.deepEqual(batch.target, { data: Int32Array.from(numbers, (number) => number % 2), shape: [2] });
    assert.equal(batch.weights, null);
    assert.equal(batch.lengths, null);
  });

  const shapes: readonly [object, readonly object[], readonly number[], number?][] = [
    [{ type: 'image', size: [2, 3], channels: 1, as: 'rows' }, [{ type: 'lstm', units: 2 }], [1, 2, 3]],
    [{ type: 'image', size: [2, 3], channels: 1, as: 'pixels' }, [{ type: 'lstm', units: 2 }], [1, 6, 1]],
    [{ type: 'image', size: [2, 3], channels: 1, as: 'image' }, [{ type: 'flatten' }], [1, 2, 3, 1]],
    [{ type: 'video', frames: 4, size: [2, 3], channels: 1 }, [{ type: 'flatten' }], [1, 4, 2, 3, 1], 4],
  ];
  for (const [input, layers, shape, frames = 1] of shapes) {
    it(`gives ${JSON.stringify(input)} the shape ${shape.join(' x ')}`, async () => {
      const batch = await drawTrain(await prepare({ input, layers, frames }), [0]);
      assert.deepEqual(batch.input.shape, shape);
    });
  }

  it('fits pixels on the training pictures alone', async () => {
    const split = ten.map((_, index) => (index < 6 ? 'train' : 'test'));
    const { fitted } = await prepare({
      columns: { part: split },
      input: { type: 'image', size: [2, 3], channels: 1, as: 'rows', normalization: 'minmax' },
      data: { split: { type: 'fixed', column: 'part' } },
    });
    assert.deepEqual(fitted.input, { type: 'pixels', log1p: false, scale: [1 / 5], offset: [0] });
  });

  it('uses what was fitted before', async () => {
    const earlier: EarlierFitted = {
      input: { type: 'pixels', log1p: false, scale: [2], offset: [1] },
      target: { type: 'labels', labels: ['z', 'b', 'a'] },
    };
    const prepared = await prepare({ earlier });
    const batch = await drawTrain(prepared, [0]);
    assert.equal(prepared.fitted.target, earlier.target);
    assert.equal(batch.input.data[0], 2 * (prepared.splits.train[0] ?? 0) + 1);
    assert.equal(batch.target.data[0], (prepared.splits.train[0] ?? 0) % 2 === 0 ? 2 : 1);
  });

  it('goes on from what fits, and fits anew what does not', async () => {
    const earlier: EarlierFitted = {
      input: { type: 'pixels', log1p: false, scale: [2], offset: [1] },
      target: { type: 'labels', labels: ['a', 'b', 'z'] },
      givesWay: true,
    };
    const { fitted, sizes } = await prepare({ earlier });
    assert.deepEqual([fitted.input, fitted.target, sizes], [earlier.input, earlier.target, { classes: 3 }]);
    const other = await prepare({
      earlier: { ...earlier, input: { type: 'pixels', log1p: false, scale: [2, 2, 2], offset: [1, 1, 1] } },
      labels: ten.map((label) => (label === 'a' ? 'new' : label)),
    });
    assert.deepEqual(other.fitted.input, { type: 'pixels', log1p: false, scale: [1], offset: [0] });
    assert.deepEqual(other.fitted.target, { type: 'labels', labels: ['b', 'new'] });
    const scaler = { type: 'scaler', columns: ['size'], log1p: false, scale: [3], offset: [1] } as const;
    const rated = (column: string) =>
      prepare({
        target: { type: 'number', column },
        columns: { [column]: ten.map((_, index) => String(index)) },
        data: { split: { type: 'random', probabilities: [0.6, 0.2, 0.2] } },
        earlier: { ...earlier, target: scaler },
      });
    assert.equal((await rated('size')).fitted.target, scaler);
    assert.notDeepEqual((await rated('weight')).fitted.target, scaler);
  });

  it('weighs classes in training alone', async () => {
    const labels = ['a', 'b', 'b', 'b', 'b', 'a', 'b', 'b'];
    const column = ['train', 'train', 'train', 'train', 'train', 'test', 'test', 'test'];
    const { train, test } = await prepare({
      labels,
      columns: { part: column },
      data: { split: { type: 'fixed', column: 'part' }, classWeight: 'balanced' },
    });
    const drawn = await train.batch(Uint32Array.of(0, 1));
    assert.deepEqual([...(drawn.weights ?? [])], [2.5, 0.625]);
    assert.equal((await test?.batch(Uint32Array.of(0)))?.weights, null);
  });

  it('augments training alone, anew in every epoch, alike with the same seed', async () => {
    const given = { data: { augmentation: [{ type: 'noise', stddev: 1 }] } };
    const draw = async (): Promise<readonly number[]> => {
      const prepared = await prepare(given);
      const epochs = [await drawTrain(prepared, [1, 0]), await drawTrain(prepared, [0, 1])];
      const held = await prepared.validation?.batch(Uint32Array.of(0));
      assert.equal(held?.input.data[0], prepared.splits.validation[0]);
      return epochs.flatMap(({ input }) => [...input.data]);
    };
    const values = await draw();
    assert.equal(new Set(values).size, values.length);
    assert.deepEqual(await draw(), values);
  });

  it('scales numbers by the training examples', async () => {
    const prices = ten.map((_, index) => String(index * 10));
    const { fitted, train, splits, sizes } = await prepare({
      columns: { price: prices },
      target: { type: 'number', column: 'price', normalization: { type: 'minmax', range: [0, 1] } },
      data: { split: { type: 'time', probabilities: [0.6, 0.2, 0.2] } },
    });
    const batch = await train.batch(Uint32Array.of(1, 5));
    assert.deepEqual([...splits.train], [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(batch.target, { data: Float32Array.of(0.2, 1), shape: [2, 1] });
    assert.equal(fitted.target.type, 'scaler');
    assert.deepEqual(sizes, {});
  });

  it('judges answers by their classes, and names the pictures', async () => {
    const prepared = await prepare();
    const { test } = prepared;
    assert.ok(test !== null);
    const examples = Uint32Array.of(0, 1);
    const batch = await test.batch(examples);
    const evaluator = prepared.evaluator();
    evaluator.add('test', examples, batch, {
      values: Float32Array.of(0.9, 0.1, 0.8, 0.2),
      classes: Int32Array.of(0, 0),
      logLoss: Float32Array.of(0.1, 0.2),
      written: null,
    });
    const { evaluation, predictions } = evaluator.finish();
    const truths = [...prepared.splits.test].map((number) => (number % 2 === 0 ? 'a' : 'b'));
    assert.equal(evaluation.test?.['accuracy'], truths.filter((truth) => truth === 'a').length / 2);
    assert.ok(predictions.type === 'examples');
    assert.deepEqual(
      predictions.examples.map(({ row, input, truth, prediction }) => [row, input, truth, prediction]),
      [...prepared.splits.test].map((number, index) => {
        const label = truths[index] ?? '';
        return [number + 1, `${label}/${String(number)}.png`, label, 'a'];
      }),
    );
  });

  it('leaves out rows without a label where the plan says so', async () => {
    const labels = ['a', '', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a'];
    const { train, validation, test, rows } = await prepare({
      labels,
      data: { missingValueStrategy: 'drop_row' },
    });
    assert.equal(train.count + (validation?.count ?? 0) + (test?.count ?? 0), 9);
    assert.equal(rows, 10);
  });

  function refuses(name: string, given: Given, message: RegExp): void {
    it(`refuses ${name}`, async () => {
      await assert.rejects(prepare(given), { name: 'UserError', message });
    });
  }
  refuses(
    'a single class',
    { labels: Array<string>(10).fill('cats') },
    /^pictures: all training pictures are of the class "cats"/,
  );
  refuses(
    'a class that only the test split has',
    {
      labels: ['a', 'b', 'a', 'c'],
      columns: { part: ['train', 'train', 'train', 'test'] },
      data: { split: { type: 'fixed', column: 'part' } },
    },
    /^pictures: c\/3\.png is in the test split and of the class "c", which no training picture has \(they have "a", "b"\)/,
  );
  refuses('an empty label', { labels: ['a', 'b', ' ', 'a'] }, /^pictures: {2}\/2\.png has no value in "class"/);
  refuses(
    'a column that is not there',
    { target: { type: 'category', column: 'clas' } },
    /no column "clas".*Did you mean "class"/,
  );
  refuses(
    'what is no number',
    {
      data: { split: { type: 'random', probabilities: [0.6, 0.2, 0.2] } },
      columns: { price: [...ten.slice(0, 9).map(() => '1'), 'dear'] },
      target: { type: 'number', column: 'price' },
    },
    /^pictures: b\/9\.png, "price": "dear" is not a number/,
  );
  refuses(
    'units that do not fit the classes',
    {
      labels: ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c'],
      layers: [
        { type: 'lstm', units: 2 },
        { type: 'dense', units: 5, activation: 'softmax' },
      ],
    },
    /"dense" has 5 units, but the training rows have 3/,
  );
  refuses(
    'an empty split',
    { labels: ['a', 'b', 'a'], data: { split: { type: 'random', probabilities: [0.9, 0.05, 0.05] } } },
    /validation split gets none of the 3 examples/,
  );
});
