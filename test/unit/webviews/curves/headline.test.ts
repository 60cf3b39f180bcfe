import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RunManifest } from '../../../../src/contracts/run.ts';
import type { PreparedData } from '../../../../src/contracts/training.ts';
import { collectHeadline, type Headline } from '../../../../webviews/curves/headline.ts';
import { History } from '../../../../webviews/curves/history.ts';
import { collectHint, collectWaiting } from '../../../../webviews/curves/waiting.ts';
import { batchAt, epochAt, runWith } from './fixtures.ts';

const prepared: PreparedData = {
  fingerprint: { path: 'births.csv', bytes: 1, sha256: '' },
  ...{ rows: 100, examples: { train: 70, validation: 10, test: 9 }, batchesPerEpoch: 10 },
  ...{ versions: {}, threads: 2 },
};
const second = History.from({ batches: [batchAt(5), batchAt(15)], epochs: [epochAt(1)] });
const empty = new History();

describe('collectHeadline', () => {
  const check = (name: string, run: Partial<RunManifest>, history: History, expected: Partial<Headline>): void => {
    test(name, () => {
      const actual = collectHeadline(runWith(run), history);
      assert.deepEqual({ ...actual, ...expected }, actual);
    });
  };
  check('before the data is read', {}, empty, { facts: [], progress: 0, status: 'Running' });
  check('in the second epoch', { prepared }, second, {
    facts: ['Epoch 2 of 5', '24 ms/step', '316 examples/s', '1 min 35 s left'],
    progress: 0.3,
    reason: '',
  });
  const preparation = { input: null, target: null };
  const takenOver = { run: 'first', layers: ['lstm'], anew: [], preparation };
  check('on its way from another run', { prepared: { ...prepared, takenOver } }, second, {
    facts: ['Epoch 2 of 5', '24 ms/step', '316 examples/s', '1 min 35 s left', 'goes on from first'],
  });
  const anew = ['decoder', 'head'].map((layer) => ({ layer, why: 'other words' }));
  check(
    'completed from another run',
    {
      status: 'completed',
      endedAt: '2026-01-01T00:02:05Z',
      prepared: { ...prepared, takenOver: { ...takenOver, anew } },
    },
    second,
    {
      facts: [
        ...['1 of 5 epochs', 'in 2 min 5 s', '24 ms/step'],
        ...['goes on from first', 'begun anew: decoder, head'],
      ],
    },
  );
  const unpaced = { millisecondsPerStep: NaN, examplesPerSecond: NaN, secondsLeft: NaN };
  const wire = JSON.parse(JSON.stringify(batchAt(1, unpaced))) as ReturnType<typeof batchAt>;
  check('before the pace is known', { prepared }, History.from({ batches: [wire], epochs: [] }), {
    facts: ['Epoch 1 of 5', '– ms/step', '– examples/s', '– left'],
  });
  check('completed', { status: 'completed', endedAt: '2026-01-01T00:02:05Z' }, second, {
    facts: ['1 of 5 epochs', 'in 2 min 5 s', '24 ms/step'],
    progress: null,
  });
  const expectations = [
    { text: 'loss < 1', met: false, found: '2' },
    { text: 'mae < 1', met: true, found: '0.5' },
  ];
  check(
    'completed, but not as expected',
    { status: 'completed', endedAt: '2026-01-01T00:02:05Z', expectations },
    second,
    {
      facts: ['1 of 5 epochs', 'in 2 min 5 s', '24 ms/step', 'expectations not met: 1'],
    },
  );
  const ended = { status: 'stopped', endedAt: '2026-01-01T00:02:05Z' } as const;
  check('stopped: said once, and which weights were kept', { ...ended, bestEpoch: 1 }, second, {
    facts: ['1 of 5 epochs', 'in 2 min 5 s', '24 ms/step', 'weights of epoch 1 kept'],
    ...{ status: 'Stopped', reason: '' },
  });
  check(
    'stopped by something else than a person',
    { ...ended, bestEpoch: 1, reason: 'The window was closed.' },
    second,
    {
      facts: ['1 of 5 epochs', 'in 2 min 5 s', '24 ms/step'],
      reason: 'The window was closed.',
    },
  );
  check('stopped in the first epoch', ended, empty, { facts: ['0 of 5 epochs', 'in 2 min 5 s'], reason: '' });
  check('ended early by itself', { status: 'completed', reason: '"loss" has not improved.', bestEpoch: 1 }, second, {
    ...{ facts: ['1 of 5 epochs'], reason: '"loss" has not improved.' },
  });
  check('failed before anything', { status: 'failed', reason: 'Row 3 is text.' }, empty, {
    ...{ status: 'Failed', tone: 'failed', reason: 'Row 3 is text.', facts: ['0 of 5 epochs'] },
  });
});

describe('collectWaiting', () => {
  const check = (name: string, run: RunManifest | null, history: History, expected: RegExp): void => {
    test(name, () => {
      assert.match(collectWaiting(run, history, 'Loading…'), expected);
    });
  };
  check('no answer yet', null, empty, /^Loading…$/);
  check('reading', runWith(), empty, /^Preparing data…$/);
  check(
    'prepared, and no windows',
    runWith({ prepared, task: 'classification' }),
    empty,
    /^First epoch… 70 examples to learn from, 10 to validate, 9 to test\.$/,
  );
  check(
    'prepared',
    runWith({ prepared }),
    empty,
    /^First epoch… 70 windows to learn from, 10 to validate, 9 to test\.$/,
  );
  check('batches are there', runWith({ prepared }), second, /^$/);
  check('ended with nothing', runWith({ status: 'failed' }), empty, /^$/);
});

describe('collectHint', () => {
  const check = (name: string, run: RunManifest, history: History, expected: RegExp): void => {
    test(name, () => {
      assert.match(collectHint(run, history), expected);
    });
  };
  const first = History.from({ batches: [batchAt(1)], epochs: [] });
  check('batches of the first epoch', runWith(), first, /^First epoch…/);
  check('the first epoch has ended', runWith(), second, /^$/);
  check('stopped in the first epoch', runWith({ status: 'stopped' }), first, /^$/);
});
