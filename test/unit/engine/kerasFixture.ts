import { existsSync, readFileSync } from 'node:fs';
import { parseFixture, type KerasFixture } from '../../../scripts/vectors/fixture.ts';

/** Reference values computed by Keras, beside the repository; tests that need them are skipped where they are absent. */
export const keras = readFixture(new URL('../../../../shared/fixtures/keras_visible.json', import.meta.url));

/** What `fixtures/kerasLayers.py` wrote: layers and models that the other file does not hold. */
export const kerasLayers = readFixture(new URL('./fixtures/kerasLayers.json', import.meta.url));

/** Graphs, masks, scores and trainings that were once read wrong, in the same format. */
export const kerasGraphs = readFixture(new URL('./fixtures/kerasGraphs.json', import.meta.url));

function readFixture(file: URL): KerasFixture | null {
  return existsSync(file) ? parseFixture(readFileSync(file, 'utf8')) : null;
}
