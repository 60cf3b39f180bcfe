import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultViewOptions, parseViewOptions, type ViewOptions } from '../../../../webviews/curves/viewOptions.ts';

function check(name: string, stored: unknown, expected: Partial<ViewOptions>): void {
  test(name, () => {
    assert.deepEqual(parseViewOptions(stored), { ...defaultViewOptions, ...expected });
  });
}

const chosen: ViewOptions = {
  ...{ tab: 'forecast', axis: 'epoch', smoothing: { step: 0.9, epoch: 0.1 }, logX: true, logY: true },
  ...{
    split: 'validation',
    group: 'north',
    column: 'births',
    horizonStep: 3,
    residuals: true,
    wrongOnly: true,
    order: 'data',
  },
};
check('what was stored comes back', JSON.parse(JSON.stringify({ runId: 'run-1', ...chosen })), chosen);
check('nothing was stored', undefined, {});
check('something strange was stored', 'tab', {});
check('null was stored', null, {});
check('values of other kinds are left', { tab: 'gates', axis: 3, smoothing: { step: 1, epoch: '0' }, column: 7 }, {});
check('half of the smoothing is known', { smoothing: { epoch: 0.5 } }, { smoothing: { step: 0.6, epoch: 0.5 } });
