// Draws the pictures of the sample "shapes" anew, the same ones each time: `node scripts/samples/makeShapes.ts`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../projectRoot.ts';
import { runMain } from '../runMain.ts';
import { drawShape, SHAPES } from './drawShapes.ts';
import { encodePng } from './encodePng.ts';

/** Pictures of each class. */
export const PICTURES = 80;

/** Pixels on either side. */
export const SIDE = 24;

/** The file of one picture, by its number counted from 1. */
export function makeShapeFile(shape: (typeof SHAPES)[number], number: number): Uint8Array {
  const { pixels } = drawShape(shape, SIDE, number);
  return encodePng(pixels, SIDE, SIDE);
}

async function makeShapes(): Promise<void> {
  for (const shape of SHAPES) {
    const folder = join(projectRoot, 'samples/shapes/pictures', shape);
    await mkdir(folder, { recursive: true });
    for (let number = 1; number <= PICTURES; number++) {
      await writeFile(join(folder, `${String(number).padStart(2, '0')}.png`), makeShapeFile(shape, number));
    }
  }
}

if (import.meta.main) await runMain(makeShapes);
