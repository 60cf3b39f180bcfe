import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, type Random } from '../src/core/random.ts';
import { encodePng } from '../scripts/samples/encodePng.ts';

const SECONDS_A_DAY = 86_400;
const MILLISECONDS_A_DAY = 86_400_000;

/** Writes a series with a row a second: its time and three numbers. */
export async function writeSeriesCsv(path: string, bytes: number): Promise<void> {
  const random = createRandom(1);
  const clock = Array.from({ length: SECONDS_A_DAY }, (_, second) =>
    new Date(second * 1000).toISOString().slice(10, 19),
  );
  const values = clock.map(() => [0, 0, 0].map(() => random.normal().toFixed(4)).join(','));
  await writeParts(path, 'time,a,b,c\n', bytes, (part) => {
    const day = new Date(Date.UTC(2000, 0, 1) + part * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
    return clock.map((time, second) => `${day}${time}Z,${values[second] ?? ''}\n`).join('');
  });
}

/** Rows that are written at once, and words in each. */
const [ROWS, WORDS] = [20_000, 30];

/** Texts with one of two labels. As in real texts, most words are frequent, and new ones never end: one in ten rows. */
export async function writeTextCsv(path: string, bytes: number): Promise<void> {
  const random = createRandom(2);
  const words = Array.from({ length: 50_000 }, () => Math.floor(random.next() * 36 ** 6).toString(36));
  const rows = Array.from({ length: ROWS }, () => {
    const text = Array.from({ length: WORDS }, () => words[Math.floor(words.length * random.next() ** 3)] ?? '');
    return `${text.join(' ')},${random.next() < 0.5 ? 'yes' : 'no'}\n`;
  });
  await writeParts(path, 'text,label\n', bytes, (part) =>
    rows.map((row, index) => (index % 10 === 0 ? `new${String(part * ROWS + index)} ${row}` : row)).join(''),
  );
}

/** Rows and columns of each picture. */
export const PICTURE_SIZE = 48;

/** Writes small pictures of two classes, each into the folder of its own. */
export async function writePictures(folder: string, count: number): Promise<void> {
  const random = createRandom(3);
  for (const label of ['dark', 'light']) {
    await mkdir(join(folder, label), { recursive: true });
    for (let number = 0; number < count / 2; number++) {
      const png = encodePng(drawNoise(random, label === 'dark' ? 0 : 128), PICTURE_SIZE, PICTURE_SIZE);
      await writeFile(join(folder, label, `${String(number)}.png`), png);
    }
  }
}

/** `[rows, columns, 3]` */
function drawNoise(random: Random, darkest: number): Uint8Array {
  const bars = Uint8Array.from({ length: PICTURE_SIZE * 3 }, () => darkest + Math.floor(random.next() * 128));
  return Uint8Array.from({ length: PICTURE_SIZE ** 2 * 3 }, (_, place) => bars[place % bars.length] ?? 0);
}

async function writeParts(
  path: string,
  header: string,
  bytes: number,
  partOf: (part: number) => string,
): Promise<void> {
  const file = createWriteStream(path);
  file.write(header);
  for (let [part, written] = [0, 0]; written < bytes; part++) {
    const text = partOf(part);
    written += text.length;
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}
