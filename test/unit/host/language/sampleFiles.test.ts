import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { belongsTo, isData } from '../../../../src/host/language/sampleFiles.ts';

describe('belongsTo', () => {
  function check(source: string, name: string, expected: boolean): void {
    it(`${name} ${expected ? 'belongs' : 'does not belong'} to ${source}`, () => {
      assert.equal(belongsTo(source, name), expected);
    });
  }
  check('births.csv', 'births.csv', true);
  check('births.csv', 'births_csv', false);
  check('pictures', 'pictures/circle/01.png', true);
  check('pictures/', 'pictures/circle/01.png', true);
  check('pictures', 'pictures.zip', false);
  check('*-images-idx3-ubyte', 'train-images-idx3-ubyte', true);
  check('*-images-idx3-ubyte', 'train-labels-idx1-ubyte', false);
  check('*.csv', 'more/a.csv', false);
});

describe('isData', () => {
  it('is everything but specs and notes', () => {
    const names = ['births.csv', 'births.lstm.json', 'README.md', 'pictures/a/readme.md', 'pictures/a/1.png'];
    assert.deepEqual(names.filter(isData), ['births.csv', 'pictures/a/1.png']);
  });
});
