import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';

import { CurvesPage } from './curvesPage.ts';
import { readRun } from './runs.ts';
import { Workbench } from './workbench.ts';

/** Rows of which a word tells the class, so that a small model learns them in a moment. */
function makeReviews(rows: number): string {
  const words = { good: ['fine', 'lovely', 'great'], bad: ['dull', 'awful', 'poor'] } as const;
  const lines = Array.from({ length: rows }, (_, row) => {
    const label = row % 3 === 0 ? 'bad' : 'good';
    return `a ${words[label][row % 3] ?? words[label][0]} film number ${String(row % 7)},${label}`;
  });
  return ['text,label', ...lines, ''].join('\n');
}

const spec = {
  version: 1,
  name: 'Good or bad',
  data: {
    source: 'reviews.csv',
    input: { type: 'text', column: 'text', maxSequenceLength: 8 },
    target: { type: 'category', column: 'label' },
    split: { type: 'stratify', column: 'label', probabilities: [0.6, 0.2, 0.2] },
  },
  layers: [
    { type: 'embedding', outputDim: 8, maskZero: true },
    { type: 'lstm', units: 8 },
  ],
  training: { epochs: 8, batchSize: 16, seed: 7, optimizer: { type: 'adam', learningRate: 0.02 } },
};

describe('Training a small text classification', () => {
  let workbench: Workbench;
  let curves: CurvesPage;

  before(async () => {
    workbench = await Workbench.open('Dark Modern', async (folder) => {
      await mkdir(join(folder, 'reviews'));
      await writeFile(join(folder, 'reviews/reviews.csv'), makeReviews(240));
      await writeFile(join(folder, 'reviews/reviews.lstm.json'), JSON.stringify(spec, null, 2));
    });
    curves = new CurvesPage(workbench.webview);
  });
  afterEach((context) => workbench.afterTest(context));
  after(() => workbench.close());

  it('shows the figures of the task beside its baseline', async () => {
    await workbench.openFile('reviews.lstm.json');
    await workbench.codeLens('Train').click();
    await curves.waitForStatus('Completed');
    assert.match(await curves.comparison.innerText(), /Accuracy[^]*Model[^]*Majority/);
    const run = await readRun(join(workbench.folder, 'reviews'));
    assert.ok((run?.manifest.evaluation?.test?.['accuracy'] ?? 0) > 0.9);
    await workbench.screenshot('classification-training-dark');
  });

  it('shows which class was taken for which, and single examples', async () => {
    await curves.chooseTab('Predictions');
    await curves.confusion.filter({ hasText: 'good' }).filter({ hasText: 'bad' }).waitFor();
    assert.match(await curves.examples.innerText(), /film number/);
    await workbench.screenshot('classification-predictions-dark');
    await workbench.changeTheme('Light Modern');
    await workbench.screenshot('classification-predictions-light');
  });

  it('lists the run by its accuracy', async () => {
    await workbench.runCommand('View: Show GateScope');
    const row = workbench.page.locator('.sidebar .monaco-list-row').filter({ hasText: 'Good or bad' });
    assert.match(await row.innerText(), /Accuracy/);
    await workbench.hoverUntil(row, workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'Test split' }));
    await workbench.screenshot('classification-runs-light');
  });
});
