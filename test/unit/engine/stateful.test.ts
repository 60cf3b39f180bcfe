import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Batch, Dataset } from '../../../src/core/data/dataset.ts';
import { planLanes } from '../../../src/core/data/lanes.ts';
import { createGateStatistics } from '../../../src/core/gates/gateStatistics.ts';
import type { Answers } from '../../../src/core/metrics/answers.ts';
import { createLanguageFigures } from '../../../src/core/metrics/languageFigures.ts';
import { prepareLanguageModel } from '../../../src/core/tasks/prepareLanguageModel.ts';
import { createRandom } from '../../../src/core/random.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { resolveModel } from '../../../src/core/spec/resolveModel.ts';
import { answerBatch, answerDataset, evaluateSplit, type Questions } from '../../../src/engine/answerDataset.ts';
import { buildModel, inference, type Model } from '../../../src/engine/buildModel.ts';
import { feedBatches } from '../../../src/engine/feedBatches.ts';
import { createCarriedStates } from '../../../src/engine/layers/carriedStates.ts';
import { createObjective } from '../../../src/engine/objective.ts';
import { recordGates } from '../../../src/engine/recordGates.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { fakeTextPlan, fakeTextRows } from '../../fakes/textPlan.ts';

const time = 5;
const signal = { stopped: false };
const series = { type: 'timeseries', columns: ['a', 'b'], windowSize: time, stride: time };

async function modelOf(input: object, layers: readonly object[]): Promise<Model> {
  const spec = { version: 1, data: { source: 'a.csv', input, target: { type: 'number', column: 'y' } }, layers };
  const { plan, problems } = await analyse(JSON.stringify(spec), 'a.lstm.json');
  assert.ok(plan !== null, problems.map(({ message }) => message).join('; '));
  return buildModel(resolveModel(plan.model, {}), 3);
}

/** Windows `[time, …each]` of noise that follow each other, but for those that begin a series. */
function windows(
  count: number,
  each: readonly number[],
  starts: readonly number[],
): Dataset & { readonly values: Float32Array } {
  const size = each.reduce((product, n) => product * n, time);
  const { next } = createRandom(5);
  const values = Float32Array.from({ length: count * size }, () => 2 * next() - 1);
  return {
    values,
    count,
    lengths: null,
    continues: (example) => !starts.includes(example),
    batch: (examples): Batch => ({
      size: examples.length,
      input: {
        data: Float32Array.from(
          [...examples].flatMap((example) => [...values.subarray(example * size, (example + 1) * size)]),
        ),
        shape: [examples.length, time, ...each],
      },
      target: { data: new Float32Array(examples.length), shape: [examples.length, 1] },
      ...{ lengths: null, decoderInput: null, weights: null },
    }),
  };
}

/** What was said of each window, and the windows at which the states were zeros. */
interface Said {
  readonly values: readonly number[];
  readonly anew: ReadonlySet<number>;
}

function collectSaid(starts: readonly number[]) {
  const values: number[] = [];
  const anew = new Set(starts);
  return {
    said: { values, anew },
    add: (examples: Uint32Array, answers: Answers): void => {
      if (values.length === 0) for (const example of examples) anew.add(example);
      examples.forEach((example, row) => (values[example] = answers.values?.[row] ?? NaN));
    },
  };
}

/** As a training reads: in lanes that may be cut. */
async function sayInLanes(model: Model, dataset: Dataset, starts: readonly number[]): Promise<Said> {
  const { said, add } = collectSaid(starts);
  const objective = createObjective('meanSquaredError', model.plan);
  const carried = createCarriedStates();
  for await (const { examples, batch } of feedBatches(dataset, planLanes(dataset, 3, 'cut'))) {
    carried.begin(batch);
    tf.tidy(() => {
      add(examples, answerBatch({ model, objective }, batch, carried).answers);
    });
  }
  carried.dispose();
  assert.ok(said.anew.size > starts.length, 'a series was cut');
  return said;
}

/** As everybody else reads: each series from its start. */
async function sayInOrder(model: Model, dataset: Dataset, starts: readonly number[]): Promise<Said> {
  const { said, add } = collectSaid(starts);
  const objective = createObjective('meanSquaredError', model.plan);
  await answerDataset({ model, objective, dataset, batchSize: 3, signal }, ({ examples, answers }) => {
    add(examples, answers);
  });
  assert.equal(said.anew.size, starts.length);
  return said;
}

/** What the model says in windows that hand states on, beside what it says of all that stands before, read at once. */
async function compare(model: Model, each: readonly number[], starts: readonly number[]): Promise<void> {
  const before = tf.memory().numTensors;
  const dataset = windows(11, each, starts);
  const size = dataset.values.length / dataset.count;
  for (const say of [sayInLanes, sayInOrder]) {
    const { values, anew } = await say(model, dataset, starts);
    assert.equal(new Set(values).size, 11);
    for (const [example, value] of values.entries()) {
      const start = Math.max(...[...anew].filter((first) => first <= example));
      const whole = tf.tidy(() => {
        const read = dataset.values.slice(start * size, (example + 1) * size);
        const input = tf.tensor(read, [1, (example + 1 - start) * time, ...each]);
        return model.forward(model.parameters, { input, decoderInput: null }, inference).dataSync<'float32'>();
      });
      assert.ok(Math.abs(value - (whole[0] ?? NaN)) < 1e-6, `window ${String(example)}, read from ${String(start)}`);
    }
  }
  assert.equal(tf.memory().numTensors, before, 'tensors left behind');
}

describe('a stateful model over windows answers as over each lane at once', () => {
  const cases: readonly (readonly [string, readonly object[]])[] = [
    ['lstm', [{ type: 'lstm', units: 4 }]],
    ['lstm, step by step', [{ type: 'lstm', units: 4, recurrentActivation: 'hardSigmoid' }]],
    ['gru', [{ type: 'gru', units: 4 }]],
    ['gru that resets after', [{ type: 'gru', units: 4, resetAfter: true }]],
    ['simpleRNN', [{ type: 'simpleRNN', units: 4 }]],
    [
      'a stack',
      [
        { type: 'lstm', units: 4, returnSequences: true },
        { type: 'gru', units: 3, returnSequences: true },
        { type: 'lstm', units: 3 },
      ],
    ],
  ];
  for (const [name, layers] of cases) {
    it(name, async () => {
      const model = await modelOf(
        series,
        layers.map((layer) => ({ ...layer, stateful: true })),
      );
      // A second series begins within a lane.
      await compare(model, [2], [0, 6]);
      model.dispose();
    });
  }

  it('convLstm2d', async () => {
    const video = { type: 'video', frames: time, size: [3, 2], channels: 1 };
    const conv = { type: 'convLstm2d', filters: 2, kernelSize: [2, 2], padding: 'same', stateful: true };
    const model = await modelOf(video, [conv, { type: 'flatten' }]);
    await compare(model, [3, 2, 1], [0, 6]);
    model.dispose();
  });
});

describe('states', () => {
  it('are those of the data, whatever is asked beside it', async () => {
    const model = await modelOf(series, [{ type: 'lstm', units: 4, stateful: true }]);
    const dataset = windows(8, [2], [0]);
    const questions = {
      model,
      objective: createObjective('meanSquaredError', model.plan),
      dataset,
      batchSize: 2,
      signal,
    };
    const answersOf = async (ask?: Questions['ask']): Promise<readonly Answers[]> => {
      const told: Answers[] = [];
      await answerDataset({ ...questions, ask }, ({ answers }) => told.push(answers));
      return told;
    };
    const plain = await answersOf();
    let beside = 0;
    const asked = await answersOf(async ({ batch }, predict) => {
      const answers = await predict(batch, 0);
      // Windows that were moved begin with the states of those that were not, and leave none.
      const moved = { ...batch, input: { ...batch.input, data: batch.input.data.toReversed() } };
      assert.deepEqual(await predict(batch, 1), answers);
      const first = await predict(moved, 1);
      assert.deepEqual(await predict(moved, 2), first);
      assert.notDeepEqual(first, answers);
      beside++;
      return answers;
    });
    assert.deepEqual([asked, beside], [plain, 8]);
    model.dispose();
  });

  it('are read from the start of each sequence where gates are looked at, in batches of any size', async () => {
    const model = await modelOf(series, [{ type: 'lstm', units: 4, stateful: true }]);
    const meansOf = async (batchSize: number) => {
      const statistics = createGateStatistics();
      await recordGates({ model, dataset: windows(11, [2], [0, 3, 8]), batchSize }, (recorded) => {
        statistics.add(recorded);
      });
      return statistics.finish().flatMap(({ signals }) => signals.map(({ mean }) => mean));
    };
    const [alone, together] = [await meansOf(1), await meansOf(8)];
    assert.equal(alone.length, 6);
    alone.forEach((mean, index) => {
      assert.ok(Math.abs(mean - (together[index] ?? NaN)) < 1e-6);
    });
    model.dispose();
  });
});

/** A text of so many characters in which each depends on some before it. */
function someText(length: number): string {
  const { next } = createRandom(2);
  return Array.from({ length }, () => 'abcd '[Math.floor(5 * next() ** 2)] ?? '').join('');
}

/** Figures of a language model that nobody has trained, over its training text in windows of a size. */
async function judgeText(
  lines: readonly string[],
  size: number,
  batchSize: number,
  isRunning: boolean,
  stateful = true,
) {
  const input = { tokenizer: 'character', maxSequenceLength: size };
  const split = { type: 'time', probabilities: isRunning ? [0.8, 0, 0.2] : [0.75, 0, 0.25] };
  const layers = [
    { type: 'embedding', outputDim: 4 },
    { type: 'lstm', units: 6, returnSequences: true, stateful },
  ];
  const plan = await fakeTextPlan({ target: { type: 'next' }, input, split, layers });
  const task = prepareLanguageModel(fakeTextRows(lines, null, { isRunning }), plan);
  const model = buildModel(resolveModel(plan.model, task.sizes), 4);
  const objective = createObjective('categoricalCrossentropy', model.plan);
  assert.ok(task.fitted.input.type === 'vocabulary');
  const figures = createLanguageFigures(task.fitted.input.tokens, ['perplexity']);
  const judged = await evaluateSplit({ model, objective, dataset: task.train, batchSize, signal }, figures);
  model.dispose();
  return { perplexity: judged?.metrics['perplexity'] ?? NaN, loss: judged?.loss ?? NaN, windows: task.train.count };
}

function assertAlike(found: Awaited<ReturnType<typeof judgeText>>, expected: typeof found, tolerance = 1e-5): void {
  assert.ok(Math.abs(found.perplexity - expected.perplexity) < tolerance);
  assert.ok(Math.abs(found.loss - expected.loss) < tolerance);
}

describe('a stateful language model', () => {
  it('hesitates over a text in windows as over the text in one', async () => {
    // With its line break 501 characters, of which 401 are judged.
    const text = [someText(500)];
    const windowed = await judgeText(text, 10, 1, true);
    const whole = await judgeText(text, 1000, 1, true);
    assert.deepEqual([windowed.windows, whole.windows], [40, 1]);
    assertAlike(windowed, whole);
    // Single windows of a hundred characters are not the whole text.
    const cut = await judgeText(text, 100, 4, true, false);
    assert.ok(Math.abs(cut.loss - whole.loss) > 1e-5);
  });

  it('begins each text anew', async () => {
    // Windows of ten: 5, 4 and 9. The last text is held out.
    const texts = [someText(47), someText(60).slice(24), someText(90).slice(7), 'aa'];
    assertAlike(await judgeText(texts, 10, 1, false), await judgeText(texts, 1000, 1, false));
    assertAlike(await judgeText(texts, 10, 2, false), await judgeText(texts, 1000, 1, false));
  });
});
