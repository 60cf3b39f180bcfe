import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import type { DataFacts, UnreadableData } from '../../src/core/data/facts/dataFacts.ts';
import type { SampleOptions } from '../../src/node/dataSample.ts';
import { readDataFacts } from './readDataFacts.ts';

/** A folder for the tests of one file, and what is said of the data files that are written there. */
export interface SampleFolder {
  /** Absolute; there from the first test on. */
  readonly path: string;
  /** Writes a file and answers its absolute path. */
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>;
  /** The facts of a file with that content. */
  readonly read: (name: string, content: string | Uint8Array, options?: SampleOptions) => Promise<DataFacts>;
  /** Why a file with that content cannot be read. */
  readonly refuse: (name: string, content: string | Uint8Array) => Promise<UnreadableData>;
}

/** To be called once in a test file. */
export function useSampleFolder(): SampleFolder {
  let path = '';
  before(async () => {
    path = await mkdtemp(join(tmpdir(), 'gatescope-sample-'));
  });
  after(() => rm(path, { recursive: true }));

  async function write(name: string, content: string | Uint8Array): Promise<string> {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  }

  return {
    get path() {
      return path;
    },
    write,
    async read(name, content, options = {}) {
      const facts = await readDataFacts(await write(name, content), { source: name, ...options });
      assert.ok(facts.kind !== 'unreadable', JSON.stringify(facts));
      return facts;
    },
    async refuse(name, content) {
      const facts = await readDataFacts(await write(name, content), { source: name });
      assert.ok(facts.kind === 'unreadable', name);
      return facts;
    },
  };
}
