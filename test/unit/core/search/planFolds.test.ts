import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SplitPlan } from '../../../../src/contracts/dataPlan.ts';
import type { Plan } from '../../../../src/contracts/plan.ts';
import type { CrossValidationPlan } from '../../../../src/contracts/searchPlan.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import { planFolds, planOfFold, type FoldWishes } from '../../../../src/core/search/planFolds.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { specText, type SpecParts } from '../spec/specText.ts';

async function planOf(parts: SpecParts): Promise<Plan> {
  const { plan, problems } = await analyse(specText(parts), 'x.lstm.json');
  return plan ?? assert.fail(JSON.stringify(problems));
}

const text: SpecParts = {
  input: '"type": "text", "column": "t"',
  target: '"type": "category", "column": "c"',
  layers: '{ "type": "embedding", "outputDim": 4 }, { "type": "lstm", "units": 4 }',
};
const search = (crossValidation: string): SpecParts => ({
  top: `"search": { "parameters": { "training.batchSize": { "space": "choice", "values": [8, 16] } }, "crossValidation": ${crossValidation} },`,
});

const inTime: CrossValidationPlan = { type: 'timeSeries', folds: 5, gap: 0, testSize: null, window: 'expanding' };

test('the folds are those of the spec, else what suits the data, and then what a person wishes', async () => {
  const check = async (parts: SpecParts, wishes: FoldWishes, expected: CrossValidationPlan): Promise<void> => {
    assert.deepEqual(planFolds(await planOf(parts), wishes), expected);
  };
  await check({}, {}, inTime);
  await check({ data: '"split": { "type": "time", "gap": 3 }' }, {}, { ...inTime, gap: 3 });
  await check(
    {},
    { folds: 3, testSize: 7, gap: 1, window: 'sliding' },
    {
      ...{ type: 'timeSeries', folds: 3, gap: 1, testSize: 7, window: 'sliding' },
    },
  );
  await check(
    search('{ "type": "timeSeries", "folds": 4, "testSize": 9 }'),
    { gap: 2 },
    {
      ...inTime,
      ...{ folds: 4, testSize: 9, gap: 2 },
    },
  );
  await check(text, {}, { type: 'kFold', folds: 5 });
  await check({ ...text, ...search('{ "type": "kFold", "folds": 3 }') }, {}, { type: 'kFold', folds: 3 });
});

test('folds by chance know no rows in time', async () => {
  const plan = await planOf(text);
  for (const wishes of [{ testSize: 3 }, { gap: 1 }, { window: 'sliding' }] as const) {
    assert.throws(() => planFolds(plan, wishes), UserError);
  }
});

test('a fold stands in the place of the split, and keeps its share of validation', async () => {
  const check = async (split: SplitPlan, validation: number): Promise<void> => {
    const plan = await planOf(search('{ "type": "timeSeries" }'));
    const own = planOfFold({ ...plan, data: { ...plan.data, split } }, inTime, 2);
    assert.deepEqual(own.data.split, { type: 'fold', fold: 2, of: inTime, validation });
    assert.equal(own.search, null);
    assert.deepEqual(own.model, plan.model);
  };
  await check({ type: 'time', probabilities: [0.6, 0.2, 0.2], gap: 0 }, 0.2 / 0.8);
  await check({ type: 'random', probabilities: [0.8, 0, 0.2] }, 0);
  await check({ type: 'fixed', column: 'part' }, 0.1);
});
