import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectBrownSentences } from '../../samples/brownSentences.ts';

const SENTENCES = 25_000;

/** Writes the first sentences of the Brown corpus as the sample names its file. */
export async function cutBrownCorpus(folder: string): Promise<void> {
  const sentences = (await collectBrownSentences()).split('\n').slice(0, SENTENCES);
  await writeFile(join(folder, 'brown.txt'), `${sentences.join('\n')}\n`);
}
