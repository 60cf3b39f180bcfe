import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KerasCase, KerasFixture } from '../../../scripts/vectors/fixture.ts';
import { runCase } from '../../../scripts/vectors/runCase.ts';
import { agrees, runVectors } from '../../../scripts/vectors/runVectors.ts';
import { keras, kerasGraphs, kerasLayers } from './kerasFixture.ts';
import { withoutLeak } from './tensors.ts';

function check(kerasCase: KerasCase): void {
  withoutLeak(() => {
    const difference = runCase(kerasCase);
    assert.ok(difference <= 1e-5, `differs by ${String(difference)}`);
  });
}

function checkAll(fixture: KerasFixture | null): void {
  for (const kerasCase of fixture?.cases ?? []) {
    it(`${kerasCase.name} ${JSON.stringify(kerasCase.config).slice(0, 80)}`, () => {
      check(kerasCase);
    });
  }
}

describe('layers against Keras', { skip: keras === null ? 'no reference values here' : false }, () => {
  it('finds all cases', () => {
    assert.equal(keras?.cases.length, 66);
  });

  checkAll(keras);

  it('tells a case that does not agree, and one that it cannot compute', () => {
    const [first] = keras?.cases ?? [];
    assert.ok(first !== undefined);
    const [output = { shape: [], data: [] }] = first.outputs;
    const moved = { ...output, data: output.data.map((value, index) => (index === 3 ? value + 1e-3 : value)) };
    const cases = [
      { ...first, outputs: [moved] },
      { ...first, name: 'LSTM+Unheard', weights: [] },
    ];
    const [wrong, unknown] = [...runVectors({ cases, training: [] })];
    assert.ok(wrong !== undefined && unknown !== undefined);
    assert.ok(!agrees(wrong) && Math.abs((wrong.difference ?? 0) - 1e-3) < 1e-5);
    assert.ok(!agrees(unknown) && unknown.difference === null);
    assert.match(unknown.problem, /"Unheard" names no layer that is known here/);
  });
});

describe('more layers against Keras', () => {
  checkAll(kerasLayers);
  checkAll(kerasGraphs);
});
