import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Uri } from 'vscode';
import type { TrainableSpec, Training } from '../../../../src/host/training/trainer.ts';
import type { TrainOutcome } from '../../../../src/core/runs/trainRun.ts';
import { TrainStarter, type TrainStarterOptions } from '../../../../src/host/training/trainStarter.ts';
import { sampleManifest } from '../../../fakes/runManifest.ts';
import { samplePlan } from '../../../fakes/trainingSamples.ts';

// The part of an address that is read.
function at(fsPath: string): Uri {
  const part: unknown = { fsPath };
  return part as Uri;
}

/** A trainer that trains until it is told to end, and a person whose answers a test gives. */
function setUp(change: Partial<TrainStarterOptions> = {}) {
  const told: string[] = [];
  const answers: PromiseWithResolvers<boolean>[] = [];
  let current: Training | undefined;
  const trainer: TrainStarterOptions['trainer'] = {
    get current() {
      return current;
    },
    start({ uri }: TrainableSpec) {
      assert.equal(current, undefined, 'one model at a time');
      told.push(`trains ${uri.fsPath}`);
      // What the starter reads of a training.
      const manifest = sampleManifest({ name: uri.fsPath });
      current = { spec: uri, key: uri.fsPath, manifest, stopping: false, outcome: ended.promise } as Training;
      return Promise.resolve(current);
    },
    stop(key) {
      assert.equal(key, current?.key);
      told.push(`stops ${key ?? ''}`);
      current = undefined;
      return Promise.resolve();
    },
  };
  const starter = new TrainStarter({
    trainer,
    prepare: (uri) => Promise.resolve(uri.fsPath === 'wrong' ? undefined : { uri, text: '{}', plan: samplePlan }),
    provideTensorFlow: () => Promise.resolve(true),
    ask: {
      showCurves: (key) => told.push(`shows ${key}`),
      toStop(name) {
        told.push(`asks to stop ${name}`);
        const answer = Promise.withResolvers<boolean>();
        answers.push(answer);
        return answer.promise;
      },
    },
    ...change,
  });
  const ended = Promise.withResolvers<TrainOutcome>();
  const end = (): void => {
    current = undefined;
    // What it ended with is not read.
    ended.resolve(undefined as never);
  };
  const beginStopping = (): void => {
    if (current !== undefined) current = { ...current, stopping: true };
  };
  const asked = async (count: number): Promise<PromiseWithResolvers<boolean>> => {
    while (answers.length < count) await new Promise(setImmediate);
    return answers[count - 1] ?? assert.fail();
  };
  return { starter, told, asked, end, beginStopping };
}

test('a spec that can be trained is trained; after one that cannot, the next click counts', async () => {
  const { starter, told } = setUp();
  assert.equal(await starter.start(at('wrong')), undefined);
  assert.equal((await starter.start(at('a')))?.key, 'a');
  assert.deepEqual(told, ['trains a']);
});

test('a second click while the first one still saves starts nothing', async () => {
  const saving = Promise.withResolvers<TrainableSpec>();
  const { starter, told } = setUp({ prepare: () => saving.promise });
  const first = starter.start(at('a'));
  assert.equal(await starter.start(at('a')), undefined);
  saving.resolve({ uri: at('a'), text: '{}', plan: samplePlan });
  assert.equal((await first)?.key, 'a');
  assert.deepEqual(told, ['trains a']);
});

test('a failure while it saves does not keep the next click from counting', async () => {
  let broken = true;
  const { starter } = setUp({
    prepare: (uri) =>
      broken ? Promise.reject(new Error('EIO')) : Promise.resolve({ uri, text: '', plan: samplePlan }),
  });
  await assert.rejects(starter.start(at('a')), /EIO/);
  broken = false;
  assert.equal((await starter.start(at('a')))?.key, 'a');
});

test('without TensorFlow nothing is trained', async () => {
  const { starter, told } = setUp({ provideTensorFlow: () => Promise.resolve(false) });
  assert.equal(await starter.start(at('a')), undefined);
  assert.deepEqual(told, []);
});

test('the spec that trains already is shown', async () => {
  const { starter, told } = setUp();
  await starter.start(at('a'));
  assert.equal(await starter.start(at('a')), undefined);
  assert.deepEqual(told, ['trains a', 'shows a']);
});

test('another one is trained after it was stopped, if the person says so', async () => {
  const { starter, told, asked } = setUp();
  await starter.start(at('a'));
  const refused = starter.start(at('b'));
  (await asked(1)).resolve(false);
  assert.equal(await refused, undefined);
  const wanted = starter.start(at('b'));
  (await asked(2)).resolve(true);
  assert.equal((await wanted)?.key, 'b');
  assert.deepEqual(told, ['trains a', 'asks to stop a', 'asks to stop a', 'stops a', 'trains b']);
});

test('while a question stands, Train works; and its answer ends no training that it was not about', async () => {
  const { starter, told, asked, end } = setUp();
  await starter.start(at('a'));
  const question = starter.start(at('b'));
  const answer = await asked(1);
  end();
  assert.equal((await starter.start(at('c')))?.key, 'c');
  answer.resolve(true);
  (await asked(2)).resolve(false);
  assert.equal(await question, undefined);
  assert.deepEqual(told, ['trains a', 'asks to stop a', 'trains c', 'asks to stop c']);
});

test('a model that ended while the question stood makes room by itself', async () => {
  const { starter, told, asked, end } = setUp();
  await starter.start(at('a'));
  const wanted = starter.start(at('b'));
  const answer = await asked(1);
  end();
  answer.resolve(true);
  assert.equal((await wanted)?.key, 'b');
  assert.deepEqual(told, ['trains a', 'asks to stop a', 'trains b']);
});

test('one that is being stopped is waited for, and not stopped a second time', async () => {
  const { starter, told, end, beginStopping } = setUp();
  await starter.start(at('a'));
  beginStopping();
  const wanted = starter.start(at('b'));
  await new Promise(setImmediate);
  assert.deepEqual(told, ['trains a']);
  end();
  assert.equal((await wanted)?.key, 'b');
  assert.deepEqual(told, ['trains a', 'trains b']);
});
