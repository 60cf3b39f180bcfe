import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';

import { readRun } from './runs.ts';
import { waitUntil } from './waitUntil.ts';
import { Workbench } from './workbench.ts';

const rows = ['a good day,happy', 'so good,happy', 'a bad day,sad', 'so bad,sad'];

/** A model that tells good from bad after a moment. */
const spec = {
  version: 1,
  name: 'Moods',
  data: {
    source: 'moods.csv',
    input: { type: 'text', column: 'text' },
    target: { type: 'category', column: 'label' },
    split: { type: 'time', probabilities: [0.75, 0.25, 0] },
  },
  layers: [
    { type: 'embedding', outputDim: 8 },
    { type: 'lstm', units: 8 },
  ],
  training: { epochs: 12, batchSize: 8, seed: 3, optimizer: { type: 'adam', learningRate: 0.03 } },
};

describe('Predicting with a run', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open('Dark Modern', async (folder) => {
      await mkdir(join(folder, 'moods'));
      const lines = Array.from({ length: 8 }, () => rows.join('\n')).join('\n');
      await writeFile(join(folder, 'moods/moods.csv'), `text,label\n${lines}\n`);
      await writeFile(join(folder, 'moods/moods.lstm.json'), JSON.stringify(spec, null, 2));
    });
  });
  afterEach((context) => workbench.afterTest(context));
  after(() => workbench.close());

  it('answers text after text below the box, and keeps the answers for the editor', async () => {
    const { page } = workbench;
    await workbench.openFile('moods.lstm.json');
    await workbench.codeLens('Train').click();
    await waitUntil('the end of the training', async () => {
      const run = await readRun(join(workbench.folder, 'moods'));
      return run?.manifest.status === 'completed' ? true : undefined;
    });
    await workbench.runCommand('Predict with Run');
    const box = page.locator('.quick-input-widget');
    await box.filter({ hasText: 'Predict with Moods' }).waitFor();
    for (const [text, answer] of [
      ['what a bad day', 'sad'],
      ['good', 'happy'],
    ] as const) {
      await box.locator('input').first().fill(text);
      await box.locator('.monaco-list-row').filter({ hasText: text }).waitFor();
      await page.keyboard.press('Enter');
      const first = box.locator('.monaco-list-row').filter({ hasText: '%' }).first();
      await first.waitFor();
      assert.match(await first.innerText(), new RegExp(`^${answer}\\s*[>\\d]`));
    }
    await workbench.screenshot('predict-texts');
    await box.getByRole('button', { name: 'Open Answers in Editor' }).click();
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'what a bad day' }).waitFor();
  });
});
