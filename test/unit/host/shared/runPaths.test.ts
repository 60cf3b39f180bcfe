import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginningsOf, folderOfRuns } from '../../../../src/host/shared/runPaths.ts';

test('the folders around a path begin with the outermost', () => {
  assert.deepEqual(beginningsOf('runs'), ['runs']);
  assert.deepEqual(beginningsOf('out/of/runs'), ['out', 'out/of', 'out/of/runs']);
});

const cases: readonly [title: string, changed: string, folder: string, expected: string | undefined][] = [
  ['a manifest', '/w/a/.gatescope/runs/one/run.json', '.gatescope/runs', '/w/a/.gatescope/runs'],
  ['a manifest on Windows', 'c:\\w\\.gatescope\\runs\\one\\run.json', '.gatescope/runs', 'c:/w/.gatescope/runs'],
  ['a folder of runs', '/w/a/.gatescope/runs', '.gatescope/runs', '/w/a/.gatescope/runs'],
  ['a folder that was made with one in it', '/w/a/.gatescope', '.gatescope/runs', '/w/a/.gatescope/runs'],
  ['a folder of which a name is repeated', '/w/a/b/a', 'a/b/a', '/w/a/b/a'],
  ['the folder of a run, whose manifest follows', '/w/.gatescope/runs/one', '.gatescope/runs', undefined],
  ['a folder with a name that ends alike', '/w/my.gatescope', '.gatescope/runs', undefined],
  ['anything in a folder of its own', '/all/one', '/all', '/all'],
];
for (const [title, changed, folder, expected] of cases) {
  test(`${title} tells of ${expected ?? 'no folder of runs'}`, () => {
    assert.equal(folderOfRuns(changed, folder), expected);
  });
}
