import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LayerGates, SignalName, SignalStatistics } from '../../../../src/contracts/gates.ts';
import { createGateStatistics } from '../../../../src/core/gates/gateStatistics.ts';
import { memoryLength } from '../../../../src/core/gates/memoryLength.ts';
import type { RecordedAttention, RecordedLayer } from '../../../../src/core/gates/recordedLayer.ts';

/** A recording of one signal; `rows` are examples of timesteps of units, and `NaN` is padding. */
function record(name: SignalName, rows: readonly (readonly (readonly number[])[])[], reversed = false): RecordedLayer {
  const [time, units] = [rows[0]?.length ?? 0, rows[0]?.[0]?.length ?? 0];
  const steps = rows.flatMap((example) => example.map((step) => Number(!Number.isNaN(step[0]))));
  const values = Array.from({ length: time }, (_, step) => rows.flatMap((example) => example[step] ?? [])).flat();
  return {
    ...{ layer: 'lstm', direction: reversed ? 'backward' : 'forward', reversed, time, batch: rows.length },
    steps: steps.includes(0) ? Uint8Array.from(steps) : null,
    signals: [{ name, units, values: Float32Array.from(values) }],
    attention: null,
  };
}

function statisticsOf(...recorded: readonly RecordedLayer[]): LayerGates {
  const statistics = createGateStatistics();
  for (const each of recorded) statistics.add(each);
  const [layer] = statistics.finish();
  assert.ok(layer !== undefined);
  return layer;
}

function signalOf(...recorded: readonly RecordedLayer[]): SignalStatistics {
  const [signal] = statisticsOf(...recorded).signals;
  assert.ok(signal !== undefined);
  return signal;
}

function near(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${what}: ${String(actual)}, expected ${String(expected)}`);
}

describe('statistics of gates', () => {
  it('count every value of every unit, timestep and example', () => {
    const signal = signalOf(
      record('inputGate', [
        [
          [0.05, 0.5],
          [0.95, 0.5],
        ],
        [
          [0.95, 0.5],
          [0.05, 0.7],
        ],
      ]),
    );
    near(signal.mean, (2 + 2.2) / 8, 'mean');
    const values = [0.05, 0.95, 0.95, 0.05, 0.5, 0.5, 0.5, 0.7];
    const variance = values.reduce((sum, value) => sum + (value - 4.2 / 8) ** 2, 0) / 8;
    near(signal.deviation, Math.sqrt(variance), 'deviation');
    near(signal.least, 0.05, 'least');
    near(signal.largest, 0.95, 'largest');
    assert.deepEqual([signal.nearZero, signal.nearOne], [0.25, 0.25]);
    near(signal.overTime[0] ?? NaN, 2 / 4, 'first timestep');
    near(signal.overTime[1] ?? NaN, 2.2 / 4, 'second timestep');
  });

  it('are the same however the examples are cut into batches', () => {
    const examples = [0.2, 0.4, 0.9].map((value) => [
      [value, value / 2],
      [value / 3, 0.5],
      [0.1, value],
    ]);
    const whole = signalOf(record('forgetGate', examples));
    const cut = signalOf(...examples.map((example) => record('forgetGate', [example])));
    for (const key of ['mean', 'deviation', 'nearZero', 'nearOne'] as const) near(cut[key], whole[key], key);
    assert.deepEqual(cut.overTime.length, 3);
  });

  it('leave padding out, wherever it stands', () => {
    const padding = [NaN, NaN];
    const bare = signalOf(
      record('forgetGate', [
        [
          [0.2, 0.4],
          [0.6, 0.8],
        ],
      ]),
      record('forgetGate', [[[0.3, 0.3]]]),
    );
    const right = [
      [
        [0.2, 0.4],
        [0.6, 0.8],
      ],
      [[0.3, 0.3], padding],
    ];
    const left = [
      [[0.2, 0.4], padding, [0.6, 0.8]],
      [padding, padding, [0.3, 0.3]],
    ];
    assert.deepEqual(signalOf(record('forgetGate', right)), bare);
    const padded = signalOf(record('forgetGate', left));
    assert.deepEqual({ ...padded, overTime: [] }, { ...bare, overTime: [] });
    assert.equal(statisticsOf(record('forgetGate', left)).timesteps, 3);
  });

  it('find units that never open, never close, never move, and hardly change', () => {
    const steps = [0, 1, 2, 3].map((step) => [0.05 - step / 100, 0.95 + step / 100, 0.5, 0.2 + step / 5, 0.4]);
    const other = steps.map((step) => step.with(4, 0.6));
    const { closed, open, constant, still } = signalOf(record('inputGate', [steps, other]));
    assert.deepEqual({ closed, open, constant, still }, { closed: [0], open: [1], constant: [2], still: [2, 4] });
  });

  it('tell how long the state is kept', () => {
    assert.deepEqual([0, 0.5, 0.75, 1].map(memoryLength), [1, 2, 4, Infinity]);
    const gates = [[[0.5, 0.75, 0.875]], [[0.5, 0.75, 0.875]]];
    const { memory } = statisticsOf(record('forgetGate', gates));
    near(memory?.mean ?? NaN, 1 / (1 - 2.125 / 3), 'mean');
    assert.deepEqual([memory?.gate, memory?.shortest, memory?.median, memory?.longest], ['forgetGate', 2, 4, 8]);
    assert.equal(statisticsOf(record('updateGate', gates)).memory?.gate, 'updateGate');
    assert.equal(statisticsOf(record('inputGate', gates)).memory, null);
  });

  it('measure cell states in the order of reading', () => {
    const cells = [
      [
        [3, 4],
        [0, 1],
        [6, 8],
      ],
      [
        [0, 2],
        [0, 4],
        [NaN, NaN],
      ],
    ];
    assert.deepEqual(statisticsOf(record('cellState', cells)).cellNorm, {
      first: 3.5,
      middle: 1.5,
      last: 7,
      largest: 10,
    });
    assert.deepEqual(statisticsOf(record('cellState', cells, true)).cellNorm, {
      first: 7,
      middle: 2.5,
      last: 3.5,
      largest: 10,
    });
  });

  it('tell directions apart', () => {
    const statistics = createGateStatistics();
    statistics.add(record('forgetGate', [[[0.5]]]));
    statistics.add(record('forgetGate', [[[0.5]]], true));
    assert.deepEqual(
      statistics.finish().map(({ layer, direction }) => [layer, direction]),
      [
        ['lstm', 'forward'],
        ['lstm', 'backward'],
      ],
    );
  });
});

describe('statistics of attention', () => {
  const attend = (rows: readonly (readonly number[])[], given: Partial<RecordedAttention & RecordedLayer> = {}) => {
    const { steps = null, heads = 1, sourceSteps = null, causal = false } = given;
    const weights = Float32Array.from(rows.flat());
    const sources = rows[0]?.length ?? 0;
    const attention = { heads, sources, weights, sourceSteps, causal };
    const time = rows.length / heads;
    const place = { layer: 'attention', direction: 'forward', reversed: false, time, batch: 1, steps } as const;
    const { attention: told } = statisticsOf({ ...place, signals: [], attention });
    assert.ok(told !== null);
    return told;
  };
  const check = (told: ReturnType<typeof attend>, rows: number, evenness: number, reach: number, focused: number) => {
    assert.equal(told.rows, rows);
    near(told.evenness, evenness, 'evenness');
    near(told.reach, reach, 'reach');
    assert.equal(told.focused, focused);
  };

  it('tells a look at one timestep from a look at all', () => {
    check(attend([[0, 1, 0, 0]]), 1, 0, 1, 1);
    check(attend([[0.25, 0.25, 0.25, 0.25]]), 1, 1, 4, 0);
    check(attend([[0.5, 0.5, 0, 0]]), 1, 0.5, 2, 0);
    near(attend([[0.5, 0.5, 0, 0]]).entropy, Math.log(2), 'entropy in nats');
  });

  it('leaves out padding on both sides, and what nobody could see', () => {
    check(attend([[0.5, 0.5, 0, 0]], { sourceSteps: Uint8Array.of(1, 1, 0, 0) }), 1, 1, 2, 0);
    check(
      attend(
        [
          [0.5, 0.5],
          [1, 0],
        ],
        { steps: Uint8Array.of(1, 0) },
      ),
      1,
      1,
      2,
      0,
    );
    check(
      attend([
        [0, 0],
        [1, 0],
      ]),
      1,
      0,
      1,
      1,
    );
    check(
      attend(
        [
          [1, 0],
          [0.5, 0.5],
        ],
        { causal: true },
      ),
      2,
      0.5,
      1.5,
      0.5,
    );
  });

  it('counts every head', () => {
    check(
      attend(
        [
          [1, 0],
          [0, 1],
          [0.5, 0.5],
          [0.5, 0.5],
        ],
        { heads: 2 },
      ),
      4,
      0.5,
      1.5,
      0.5,
    );
  });
});
