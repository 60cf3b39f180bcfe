import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { projectRoot } from './projectRoot.ts';
import { buildProblemIndex } from './reference/buildProblemIndex.ts';
import { buildReference } from './reference/buildReference.ts';
import { runMain } from './runMain.ts';
import { say } from './say.ts';

const referenceFolder = join(projectRoot, 'docs/reference');
const problemsFolder = join(projectRoot, 'docs/problems');

/** The written pages by their path, relative to the repository: all of `docs/reference`, and the index of the problems. */
export async function generatedPages(): Promise<ReadonlyMap<string, string>> {
  const pages = [
    ...buildReference().map(({ file, markdown }) => [`docs/reference/${file}`, markdown] as const),
    ['docs/problems/README.md', await buildProblemIndex(problemsFolder)] as const,
  ];
  const formatted = pages.map(
    async ([file, markdown]) => [file, await format(markdown, { parser: 'markdown', printWidth: 120 })] as const,
  );
  return new Map(await Promise.all(formatted));
}

async function writePages(): Promise<void> {
  const pages = await generatedPages();
  for (const file of await readdir(referenceFolder, { recursive: true }).catch(() => [])) {
    const path = `docs/reference/${file.replaceAll('\\', '/')}`;
    if (path.endsWith('.md') && !pages.has(path)) await rm(join(projectRoot, path));
  }
  for (const [file, text] of pages) {
    await mkdir(dirname(join(projectRoot, file)), { recursive: true });
    await writeFile(join(projectRoot, file), text);
  }
  say(`The reference of the language, ${String(pages.size)} pages, is in docs/reference and docs/problems.`);
}

if (import.meta.main) await runMain(writePages);
