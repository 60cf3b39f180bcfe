import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'jsonc-parser';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { readProblemPages } from '../../../scripts/reference/problemPage.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { checkAgainstData } from '../../../src/core/spec/checkAgainstData.ts';
import { checkAgainstRuns } from '../../../src/core/spec/checkAgainstRuns.ts';
import { problemCodes } from '../../../src/core/spec/problemCodes.ts';
import { readSampledData } from '../../../src/node/dataSample.ts';
import { pngBytes } from '../../fakes/pictures.ts';

const pages = new Map((await readProblemPages(join(projectRoot, 'docs/problems'))).map((page) => [page.code, page]));

const folder = await mkdtemp(join(tmpdir(), 'gatescope-problems-'));
after(() => rm(folder, { recursive: true }));

/** Codes that are no mistakes, but tell what this version cannot train. */
const isLater = (code: string): boolean => code.startsWith('GS15');

/** Data of a page: what a file holds, or pictures in a folder, each with its size. */
async function writeData(path: string, data: string): Promise<void> {
  const pictures = [...data.matchAll(/^(\S+\.png) (\d+) x (\d+)$/gm)];
  if (pictures.length === 0) await writeFile(path, data);
  for (const [, name = '', width, height] of pictures) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), pngBytes(Number(width), Number(height), 2));
  }
}

/** The kinds of problems of a spec, and of its data or its runs where the page is about them. */
async function codesOf(code: string, spec: string, data: string | null): Promise<readonly string[]> {
  const analysis = await analyse(spec, 'x.lstm.json');
  const found = [...analysis.problems];
  if (code.startsWith('GS16')) {
    const written = parse(spec) as { readonly data: { readonly source: string; readonly delimiter?: string } };
    const { source, delimiter } = written.data;
    const path = join(folder, source);
    await rm(path, { recursive: true, force: true });
    if (data !== null) await writeData(path, data);
    found.push(...checkAgainstData(analysis, await readSampledData(path, { source, delimiter: delimiter ?? null })));
  }
  if (code.startsWith('GS17')) found.push(...checkAgainstRuns(analysis, (data ?? '').trimEnd().split('\n')));
  const codes = [...new Set(found.map((problem) => problem.code))];
  return codes.filter((one) => one === code || !isLater(one));
}

for (const [kind, code] of Object.entries(problemCodes)) {
  test(`${code} (${kind}) has a page whose examples are what they say`, async () => {
    const page = pages.get(code);
    assert.ok(page !== undefined, `docs/problems/${code}.md is missing`);
    assert.notEqual(page.title, '', 'the page begins with "# GSxxxx: title"');
    assert.ok(page.wrong !== null && page.right !== null, 'the page has a wrong and a right example');
    assert.deepEqual(await codesOf(code, page.wrong, page.wrongData), [code], page.wrong);
    assert.deepEqual(await codesOf(code, page.right, page.rightData), [], page.right);
  });
}
