import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../../scripts/projectRoot.ts';

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** What `scripts/build.ts` leaves out of its bundles, and what TensorFlow's binding is compiled with. */
const NEEDED_AT_RUN_TIME = ['@tensorflow/tfjs-node', 'node-api-headers'];

test('an installed extension carries the packages that it loads, and none that are bundled', async () => {
  const lock = JSON.parse(await readFile(join(projectRoot, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const kept = closureOf(NEEDED_AT_RUN_TIME, lock.packages);
  const shipped = closureOf(Object.keys(lock.packages['']?.dependencies ?? {}), lock.packages);
  const lines = await readLines('.vscodeignore');
  const ignored = lines.flatMap((line) => /^node_modules\/((?:@[^/]+\/)?[^/@]+)\/\*\*$/.exec(line)?.[1] ?? []);
  const bundled = [...shipped].filter((key) => !kept.has(key)).map(topOf);
  assert.deepEqual(ignored.toSorted(), [...new Set(bundled)].toSorted());
  // A folder that goes takes along what is nested in it.
  assert.deepEqual(
    [...kept].filter((key) => ignored.includes(topOf(key))),
    [],
  );
});

test('an installed extension carries no data that are not ours to pass on, nor the runs of its makers', async () => {
  const [ignoredByGit, ignored] = await Promise.all(['.gitignore', '.vscodeignore'].map(readLines));
  const ofSamples = ignoredByGit?.filter((line) => /^samples\/.*\.?\w+$/.test(line)) ?? [];
  assert.ok(ofSamples.length >= 5);
  assert.deepEqual(
    ofSamples.filter((line) => !ignored?.includes(line)),
    [],
  );
  assert.ok(ignored?.includes('**/.gatescope/**'));
});

async function readLines(name: string): Promise<string[]> {
  return (await readFile(join(projectRoot, name), 'utf8')).split('\n');
}

/** The places, such as `node_modules/a/node_modules/b`, of packages and of all that they need. */
function closureOf(names: readonly string[], packages: Readonly<Record<string, LockedPackage>>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string): void => {
    const place = placeOf(name, from, packages);
    if (place === undefined || found.has(place)) return;
    found.add(place);
    const { dependencies, optionalDependencies, peerDependencies } = packages[place] ?? {};
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(needed, place);
  };
  for (const name of names) visit(name, '');
  return found;
}

/** Where Node finds a package that is asked for at `from`: beside it, or nearer to the root. */
function placeOf(name: string, from: string, packages: Readonly<Record<string, LockedPackage>>): string | undefined {
  const place = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (packages[place] !== undefined) return place;
  if (from === '') return undefined;
  return placeOf(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), packages);
}

/** The name of the package in whose folder a place is. */
function topOf(place: string): string {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1] ?? place;
}
