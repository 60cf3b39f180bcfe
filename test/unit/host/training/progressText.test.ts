import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatProgress, progressShare, type TrainingProgress } from '../../../../src/host/training/progressText.ts';
import { sampleManifest } from '../../../fakes/runManifest.ts';
import { sampleBatch, sampleEpoch } from '../../../fakes/trainingSamples.ts';

const manifest = sampleManifest({ status: 'running', endedAt: null, lastEpoch: null });

function check(title: string, change: Partial<TrainingProgress>, text: string, share: number): void {
  const progress: TrainingProgress = { manifest, batch: null, epoch: null, stopping: false, ...change };
  test(title, () => {
    assert.equal(formatProgress(progress), text);
    assert.equal(progressShare(progress), share);
  });
}

check('before the data are read', { manifest: { ...manifest, prepared: null } }, 'preparing data…', 0);
check('before the first batch', {}, 'preparing the model…', 0);
check('in the first epoch', { batch: sampleBatch() }, 'epoch 1/3, loss 0.5, 10 s left', 0.5 / 3);
check(
  'in the second epoch: the loss of a whole epoch, the time left of the latest batch',
  { batch: sampleBatch({ epoch: 2, step: 3, loss: 9, secondsLeft: 4 }), epoch: sampleEpoch({ secondsLeft: 6 }) },
  'epoch 2/3, loss 0.5, 4 s left',
  1.5 / 3,
);
check(
  'between two epochs: the time left of the epoch, which is newer',
  { batch: sampleBatch({ batch: 2, step: 2, secondsLeft: 8 }), epoch: sampleEpoch({ step: 2, secondsLeft: 6 }) },
  'epoch 1/3, loss 0.5, 6 s left',
  1 / 3,
);
check('after the last epoch', { epoch: sampleEpoch({ epoch: 3 }) }, 'evaluating…', 1);
check('after Stop', { batch: sampleBatch(), stopping: true }, 'stopping…', 0.5 / 3);
