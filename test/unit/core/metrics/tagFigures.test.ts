import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { areEntityTags, findEntities } from '../../../../src/core/metrics/entities.ts';
import { createTagFigures, type TagMetric } from '../../../../src/core/metrics/tagFigures.ts';
import { sequenceAnswers, sequenceBatch } from './batches.ts';

const ALL: readonly TagMetric[] = ['tokenAccuracy', 'entityPrecision', 'entityRecall', 'entityF1'];

describe('entities', () => {
  /** `expected` is written as `0-1 PER, 3-3 LOC`. */
  const check = (title: string, tags: string, expected: string): void => {
    test(title, () => {
      const found = findEntities(tags.split(' ').filter((tag) => tag !== ''));
      assert.equal(found.map(({ start, end, type }) => `${start}-${end} ${type}`.trim()).join(', '), expected);
    });
  };
  check('BIO', 'B-PER I-PER O B-LOC', '0-1 PER, 3-3 LOC');
  check('two neighbours of a type', 'B-PER B-PER I-PER', '0-0 PER, 1-2 PER');
  check('IOB1: an I begins an entity, B parts neighbours', 'I-PER I-PER B-PER O I-LOC', '0-1 PER, 2-2 PER, 4-4 LOC');
  check('another type begins another entity', 'B-PER I-LOC I-LOC', '0-0 PER, 1-2 LOC');
  check('BIOES', 'S-PER B-LOC I-LOC E-LOC O S-ORG', '0-0 PER, 1-3 LOC, 5-5 ORG');
  check('BILOU', 'U-PER B-LOC L-LOC', '0-0 PER, 1-2 LOC');
  check('BMES without types', 'B M E S B E', '0-2, 3-3, 4-5');
  check('after an end a new one begins', 'B-PER E-PER I-PER', '0-1 PER, 2-2 PER');
  check('types may hold hyphens', 'B-a-b I-a-b I-a', '0-1 a-b, 2-2 a');
  check('nothing', 'O O', '');
  check('no tags', '', '');
});

test('tags that look like places in entities are told from parts of speech', () => {
  const check = (labels: string, expected: boolean): void => {
    assert.equal(areEntityTags(labels.split(' ')), expected, labels);
  };
  check('O B-PER I-PER', true);
  check('B-NP I-NP', true);
  check('O I-PER', true);
  check('B M E S', true);
  check('O', false);
  check('S M L', false);
  check('NN VB IN', false);
  check('B-PER NN', false);
});

describe('figures of tags', () => {
  const labels = ['O', 'B-PER', 'I-PER', 'B-LOC'];
  const [o, per, inside, loc] = [0, 1, 2, 3];

  test('entities count as a whole, over all batches, padding left out', () => {
    const figures = createTagFigures(labels, ALL);
    // Padding has the number of `O` in truth and answer alike: counted, it would raise the accuracy.
    figures.add(
      sequenceBatch([
        [per, inside, o, loc],
        [o, loc],
      ]),
      sequenceAnswers([
        [per, o, o, loc],
        [o, loc],
      ]),
    );
    figures.add(sequenceBatch([[per, o]]), sequenceAnswers([[per, loc]]));
    // True: PER 0-1, LOC, LOC, PER. Found: PER 0-0, LOC, LOC, PER, LOC.
    assert.deepEqual(figures.values(), {
      tokenAccuracy: 6 / 8,
      entityPrecision: 3 / 5,
      entityRecall: 3 / 4,
      entityF1: 6 / 9,
    });
    assert.equal(figures.report('test').perClass[0]?.support, 3);
  });

  test('what the model did not read is wrong, and no entity is found there', () => {
    const figures = createTagFigures(labels, ALL);
    const references = [Int32Array.of(o, per, inside, loc), Int32Array.of(loc)];
    figures.add({ ...sequenceBatch([[o, per], [loc]]), references }, sequenceAnswers([[o, per], [loc]]));
    assert.deepEqual(figures.values(), {
      tokenAccuracy: 3 / 5,
      // Found: PER 1-1 and LOC. True: PER 1-2, LOC, LOC.
      entityPrecision: 1 / 2,
      entityRecall: 1 / 3,
      entityF1: 2 / 5,
    });
    const { averages, perClass } = figures.report('test');
    assert.deepEqual(averages.micro, { precision: 1, recall: 3 / 5, f1: 6 / 8, support: 5 });
    assert.equal(perClass[loc]?.recall, 1 / 2);
  });

  test('an entity ends with its sentence', () => {
    const figures = createTagFigures(labels, ['entityRecall']);
    figures.add(
      sequenceBatch([
        [o, per],
        [inside, o],
      ]),
      sequenceAnswers([
        [o, per],
        [inside, o],
      ]),
    );
    assert.deepEqual(figures.values(), { entityRecall: 1 });
  });

  test('without any entity in truth or answer the scores are 0', () => {
    const figures = createTagFigures(labels, ALL);
    figures.add(sequenceBatch([[o, o]]), sequenceAnswers([[o, o]]));
    assert.deepEqual(figures.values(), { tokenAccuracy: 1, entityPrecision: 0, entityRecall: 0, entityF1: 0 });
  });

  test('crossentropy is of what was read, micro and weighted F1 are of the tags', () => {
    const figures = createTagFigures(['NN', 'VB'], ['crossentropy', 'f1Micro', 'f1Weighted']);
    const references = [Int32Array.of(0, 1), Int32Array.of(0, 0)];
    figures.add({ ...sequenceBatch([[0, 1], [0]]), references }, sequenceAnswers([[0, 1], [0]], 0.25));
    const { crossentropy = NaN, ...scores } = figures.values();
    assert.ok(Math.abs(crossentropy - Math.log(4)) < 1e-6);
    // NN: 2 of 3 found, VB: 1 of 1; 3 of 3 answers are right.
    assert.deepEqual(scores, { f1Micro: 6 / 7, f1Weighted: (3 * (4 / 5) + 1) / 4 });
  });

  test('parts of speech have no entities', () => {
    const figures = createTagFigures(['NN', 'VB'], ALL);
    figures.add(sequenceBatch([[0, 1]]), sequenceAnswers([[0, 0]]));
    assert.deepEqual(figures.values(), { tokenAccuracy: 0.5 });
  });
});
