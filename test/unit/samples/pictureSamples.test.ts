import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pickColumn } from '../../../src/core/data/images/pictureTargets.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { pictureInput } from '../../../src/core/tasks/preparePictures.ts';
import { readPictures } from '../../../src/node/images/readPictures.ts';

const samples = fileURLToPath(new URL('../../../samples', import.meta.url));

/** A sample with pictures: a file that is there where its data are, how many there are, and the classes. */
function check(name: string, data: string, count: number, classes: readonly string[]): void {
  test(`the pictures of the sample ${name} are read`, async (context) => {
    const folder = join(samples, name);
    if (!existsSync(join(folder, data))) {
      context.skip('The data are not there: the set-up provides them.');
      return;
    }
    const { plan } = await analyse(await readFile(join(folder, `${name}.lstm.json`), 'utf8'), `${name}.lstm.json`);
    assert.ok(plan);
    const { source, target } = plan.data;
    const { table } = await readPictures(join(folder, source), { ...plan.data, input: pictureInput(plan.data) });
    assert.equal(table.count, count);
    const { values } = pickColumn(table, 'column' in target ? target.column : null);
    assert.deepEqual([...new Set(values)].sort(), classes);
  });
}

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
check('shapes', 'pictures', 240, ['circle', 'square', 'triangle']);
check('mnist', 'train-images-idx3-ubyte', 70_000, digits);
check('mnist-cnn-lstm', 'train-images-idx3-ubyte', 70_000, digits);
check('moving-mnist', 'moving-mnist.npz', 8000, digits);
check('moving-mnist-convlstm', 'moving-mnist.npz', 2000, ['down', 'left', 'right', 'up']);
