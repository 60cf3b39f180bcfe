import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { UserError } from '../../../src/contracts/userError.ts';
import { provideTensorFlow, type TensorFlowRuntime } from '../../../src/node/tensorflowRuntime.ts';
import { FakeMachine, goodBinding, type MachineHabits, wheelContent, writeTree } from '../../fakes/fakeMachine.ts';
import { makeZip } from '../../fakes/zipFile.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gatescope-tensorflow-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Attempt {
  readonly habits?: MachineHabits;
  readonly given?: string;
  /** Name of the package's folder; the cache is the same for all. */
  readonly clone?: string;
  readonly signal?: AbortSignal;
}

interface Outcome {
  readonly runtime: TensorFlowRuntime;
  readonly log: readonly string[];
  readonly messages: readonly string[];
}

async function provide({ habits, given, clone, signal }: Attempt = {}): Promise<Outcome> {
  const machine = new FakeMachine(habits);
  const messages: string[] = [];
  const runtime = await provideTensorFlow(
    {
      packageFolder: makePackage(clone),
      headersFolder: join(folder, 'headers'),
      cacheFolder: join(folder, 'cache'),
      given: given ?? null,
      report: ({ message }) => messages.push(message),
      signal: signal ?? new AbortController().signal,
    },
    machine,
  );
  return { runtime, log: machine.log, messages };
}

function makePackage(clone = 'clone'): string {
  const place = join(folder, clone);
  const manifest = { version: '4.22.0', binary: { napi_versions: [3, 4, 5, 6, 7, 8] } };
  writeTree(place, { 'package.json': JSON.stringify(manifest) });
  return place;
}

function readPackage(path: string, clone = 'clone'): string {
  return readFileSync(join(folder, clone, path), 'utf8');
}

const library = 'deps/lib/libtensorflow_cc.so.2';
const binding = 'lib/napi-v8/tfjs_binding.node';
const noNetwork = { downloadTrouble: 'no answer within 10 seconds' };

/** Nothing of an attempt that failed may be taken for a finished one, in the package or in the cache. */
function assertNothingFinished(): void {
  assert.deepEqual(readdirSync(join(folder, 'clone')), ['package.json']);
  const cached = join(folder, 'cache/tensorflow');
  assert.deepEqual(existsSync(cached) ? readdirSync(cached) : ['downloads'], ['downloads']);
}

describe('ways to TensorFlow', () => {
  const downloads = ['download libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz', 'tar', 'download CPU-linux-4.22.0.tar.gz'];
  const wheel = ['pip download', 'compile', 'probe'];
  const ways: readonly { name: string; habits: MachineHabits; log: readonly string[]; library: string }[] = [
    { name: 'its own download first', habits: {}, log: [...downloads, 'tar', 'probe'], library: 'libtensorflow' },
    {
      name: 'a binding is compiled where none is ready',
      habits: { readyBinding: 'none' },
      log: [...downloads, 'compile', 'probe'],
      library: 'libtensorflow',
    },
    {
      name: 'a binding is compiled where the ready one does not load',
      habits: { readyBinding: 'does not load' },
      log: [...downloads, 'tar', 'probe', 'compile', 'probe'],
      library: 'libtensorflow',
    },
    {
      name: 'pip where the download fails',
      habits: noNetwork,
      log: [downloads[0] ?? '', ...wheel],
      library: 'library of the wheel',
    },
  ];
  for (const way of ways) {
    test(way.name, async () => {
      const { runtime, log } = await provide({ habits: way.habits });
      assert.deepEqual(runtime, { version: '2.21.0', changed: true });
      assert.deepEqual(log, way.log);
      const path = way.library === 'libtensorflow' ? 'deps/lib/libtensorflow.so.2' : library;
      assert.equal(readPackage(path), way.library);
      assert.equal(readPackage(binding), goodBinding);
      assert.deepEqual(readdirSync(join(folder, 'clone')).sort(), ['deps', 'lib', 'package.json']);
    });
  }

  test('the person hears of the way that failed', async () => {
    const { messages } = await provide({ habits: noNetwork });
    assert.ok(messages.some((message) => message.includes(noNetwork.downloadTrouble)));
  });

  test('only what is needed is taken from a wheel, and it is not kept', async () => {
    await provide({ habits: noNetwork });
    assert.deepEqual(readdirSync(join(folder, 'clone/deps')), ['lib']);
    assert.deepEqual(readdirSync(join(folder, 'cache/tensorflow/downloads')), []);
  });
});

describe('what is there already', () => {
  test('nothing is run and nothing is said the second time', async () => {
    await provide();
    const { runtime, log, messages } = await provide();
    assert.deepEqual(
      { runtime, log, messages },
      { runtime: { version: '2.21.0', changed: false }, log: [], messages: [] },
    );
  });

  test('another clone takes it from the cache, once it has loaded', async () => {
    await provide({ habits: noNetwork });
    const { runtime, log } = await provide({ habits: noNetwork, clone: 'second' });
    assert.equal(runtime.changed, true);
    assert.deepEqual(log, ['probe']);
    assert.equal(readPackage(binding, 'second'), goodBinding);
  });

  test('a cached library that does not load any more is made anew', async () => {
    await provide();
    const [cached = ''] = readdirSync(join(folder, 'cache/tensorflow')).filter((name) => name !== 'downloads');
    writeFileSync(join(folder, 'cache/tensorflow', cached, binding), 'x'.repeat(goodBinding.length));
    const { log } = await provide({ clone: 'second' });
    assert.equal(log[0], 'probe');
    assert.equal(log[1], 'download libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz');
    assert.equal(readPackage(binding, 'second'), goodBinding);
  });

  test('a binding that something else installed is kept when it loads', async () => {
    writeTree(makePackage(), { [binding]: goodBinding, [library]: 'their own' });
    const first = await provide();
    assert.deepEqual([first.runtime.changed, first.log], [false, ['probe']]);
    assert.deepEqual((await provide()).log, []);
    assert.equal(readPackage(library), 'their own');
  });

  test('a binding that does not load is replaced', async () => {
    writeTree(makePackage(), { [binding]: 'broken' });
    assert.equal((await provide()).runtime.changed, true);
    assert.equal(readPackage(binding), goodBinding);
  });

  test('a library that lost its end is not believed', async () => {
    await provide({ habits: noNetwork });
    rmSync(join(folder, 'cache'), { recursive: true });
    truncateSync(join(folder, 'clone', library), 3);
    rmSync(join(folder, 'clone', binding));
    assert.equal((await provide({ habits: noNetwork })).runtime.changed, true);
    assert.equal(readPackage(library), 'library of the wheel');
  });
});

describe('failures', () => {
  test('one error names every way, its reason and the remedy, and nothing looks finished', async () => {
    const attempt = provide({ habits: { ...noNetwork, pip: false } });
    await assert.rejects(attempt, (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /download libtensorflow from storage\.googleapis\.com: no answer within 10 seconds/);
      assert.match(error.message, /download tensorflow-cpu 2\.21\.0 through pip: Python with pip was not found/);
      assert.match(error.message, /What to do:[^]*HTTPS_PROXY[^]*GATESCOPE_TENSORFLOW[^]*g\+\+/);
      return true;
    });
    assertNothingFinished();
  });

  const compilers: readonly [MachineHabits['compiler'], RegExp][] = [
    ['fails', /c\+\+ failed: fatal error: no such header/],
    ['missing', /no C\+\+ compiler was found/],
  ];
  for (const [compiler, message] of compilers) {
    test(`a compiler that is ${String(compiler)} is named, and the download is not lost`, async () => {
      const habits: MachineHabits = { ...noNetwork, ...(compiler === undefined ? {} : { compiler }) };
      await assert.rejects(provide({ habits }), message);
      assertNothingFinished();
      const { log } = await provide({ habits: noNetwork });
      assert.ok(!log.includes('pip download'));
    });
  }

  test('a system without ways is told so, and nothing is tried', async () => {
    const habits: MachineHabits = { platform: 'win32', arch: 'arm64' };
    await assert.rejects(provide({ habits }), /there is none for win32-arm64[^]*none with a C library for win32-arm64/);
    assertNothingFinished();
  });

  test('stopping is not a failure of a way, and leaves nothing behind', async () => {
    const attempt = provide({ signal: AbortSignal.abort() });
    await assert.rejects(attempt, { name: 'AbortError' });
    assertNothingFinished();
  });

  test('what a killed process left in the cache is removed', async () => {
    const abandoned = join(folder, 'cache/tensorflow/staging-999999999-abc');
    const working = join(folder, `cache/tensorflow/staging-${String(process.pid)}-abc`);
    for (const path of [abandoned, working]) mkdirSync(path, { recursive: true });
    await provide();
    assert.deepEqual([existsSync(abandoned), existsSync(working)], [false, true]);
  });
});

describe('a library that the person gives', () => {
  const layouts: Readonly<Record<string, (place: string) => void>> = {
    'libtensorflow, unpacked': (place) => {
      writeTree(place, {
        'lib/libtensorflow.so.2': 'given',
        'lib/libtensorflow_framework.so.2': 'given',
        'include/tensorflow/c/c_api.h': '',
      });
    },
    'a folder of tfjs-node': (place) => {
      writeTree(place, {
        'deps/lib/libtensorflow_cc.so.2': 'library of the wheel',
        'deps/lib/libtensorflow.so.2': 'what the loader does not look for',
        'deps/lib/libtensorflow_framework.so.2': 'given',
        'deps/include/tensorflow/c/c_api.h': '',
      });
    },
    'a wheel, unpacked': (place) => {
      writeTree(place, wheelContent);
    },
    'a wheel': (place) => {
      writeFileSync(place, makeZip(wheelContent));
    },
  };
  for (const [name, make] of Object.entries(layouts)) {
    test(`${name}: taken without a download`, async () => {
      const given = join(folder, 'given');
      make(given);
      const { log } = await provide({ given });
      assert.deepEqual(log, ['compile', 'probe']);
      assert.equal(existsSync(join(folder, 'clone', library)), !name.startsWith('libtensorflow'));
      assert.deepEqual((await provide({ given })).log, []);
    });
  }

  test('it replaces a library from elsewhere', async () => {
    await provide();
    const given = join(folder, 'given');
    writeTree(given, wheelContent);
    assert.equal((await provide({ given })).runtime.changed, true);
    assert.equal(readPackage(library), 'library of the wheel');
  });

  const mistakes: readonly [string, (place: string) => void, RegExp][] = [
    ['a path that does not exist', () => undefined, /there is no such file or folder/],
    [
      'an empty folder',
      (place) => {
        mkdirSync(place);
      },
      /holds neither libtensorflow nor an unpacked TensorFlow wheel/,
    ],
    [
      'a file that is no wheel',
      (place) => {
        writeFileSync(place, 'text');
      },
      /is no zip archive/,
    ],
    [
      'another wheel',
      (place) => {
        writeFileSync(place, makeZip({ 'a.py': '' }));
      },
      /holds no TensorFlow library/,
    ],
  ];
  for (const [name, make, message] of mistakes) {
    test(`${name} is an error, and no other way is tried`, async () => {
      const given = join(folder, 'given');
      make(given);
      await assert.rejects(provide({ given }), (error) => error instanceof UserError && message.test(error.message));
    });
  }
});
