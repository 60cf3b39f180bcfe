import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LayerGates } from '../../../../src/contracts/gates.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import { withFiles } from '../../../fakes/temporaryFolder.ts';
import { training, trainRun } from '../predict/trainedRun.ts';

const text = { type: 'text', column: 'text' };
const split = { type: 'time', probabilities: [0.5, 0.5, 0] };
const embedding = { type: 'embedding', outputDim: 4, maskZero: true };

/** Texts of one, two and five words, twelve of each: six of each are validated on. */
const texts = Array.from({ length: 12 }, () => ['good,happy', 'so bad,sad', 'a good and merry day,happy']).flat();
const WORDS = 6 * (1 + 2 + 5);

async function classify(layers: readonly object[], use: (run: Awaited<ReturnType<typeof trainRun>>) => Promise<void>) {
  await withFiles({ 'data.csv': `text,label\n${texts.join('\n')}\n` }, async (folder) => {
    const target = { type: 'category', column: 'label' };
    const data = { source: 'data.csv', input: text, target, split };
    await use(await trainRun({ data, layers, training: training(1) }, folder));
  });
}

function outline({ layer, direction, timesteps, signals, attention }: LayerGates) {
  return [layer, direction, timesteps, signals.length, attention?.rows ?? 0];
}

describe('the gates of a trained run', () => {
  it('are those of the examples that it was not trained on, without their padding', async () => {
    const layers = [
      embedding,
      { type: 'lstm', units: 3, bidirectional: true, returnSequences: true },
      { type: 'attention' },
      { type: 'multiHeadAttention', numHeads: 2, keyDim: 2 },
      { type: 'gru', units: 3 },
    ];
    await classify(layers, async (run) => {
      const { layers: told, ...sample } = await run.inspect();
      assert.deepEqual(sample, { split: 'validation', examples: 18, available: 18 });
      assert.deepEqual(told.map(outline), [
        ['lstm', 'forward', WORDS, 6, 0],
        ['lstm', 'backward', WORDS, 6, 0],
        ['attention', 'forward', WORDS, 0, WORDS],
        ['multi_head_attention', 'forward', WORDS, 0, 2 * WORDS],
        ['gru', 'forward', WORDS, 4, 0],
      ]);
      for (const { signals } of told) {
        for (const { mean, overTime } of signals) assert.ok(Number.isFinite(mean) && overTime.length === 5);
      }
      const looks = told.flatMap(({ attention }) => attention ?? []);
      for (const { evenness, reach } of looks) {
        assert.ok(evenness > 0 && evenness <= 1 + 1e-6, String(evenness));
        // Of texts of one, two and five words nobody can look at more on average, each as often as it has words.
        assert.ok(reach >= 1 && reach <= (1 + 2 * 2 + 5 * 5) / 8 + 1e-6, String(reach));
      }
    });
  });

  it('are those of examples all over the split, where these are too many', async () => {
    await classify([embedding, { type: 'simpleRNN', units: 3 }], async (run) => {
      const { layers, examples, available } = await run.inspect(6);
      assert.deepEqual([examples, available], [6, 18]);
      // Every third one: all of one word.
      assert.deepEqual(layers.map(outline), [['simple_rnn', 'forward', 6, 1, 0]]);
    });
  });

  it('are those of a decoder and of where it looks, too', async () => {
    const pairs = Array.from({ length: 6 }, () => ['Hi,你好', 'Good morning to you,早上好']).flat();
    await withFiles({ 'data.csv': `text,chinese\n${pairs.join('\n')}\n` }, async (folder) => {
      const target = { type: 'text', column: 'chinese', tokenizer: 'character' };
      const layers = [
        embedding,
        { type: 'lstm', units: 4, returnSequences: true },
        { type: 'decoder', units: 4, embeddingDim: 4, attention: 'dot' },
      ];
      const data = { source: 'data.csv', input: text, target, split };
      const run = await trainRun({ data, layers, training: training(1) }, folder);
      const [encoder, decoder] = (await run.inspect()).layers;
      assert.ok(encoder !== undefined && decoder !== undefined);
      assert.deepEqual(outline(encoder), ['lstm', 'forward', 3 * (1 + 4), 6, 0]);
      // It is shown a start token before each target.
      const shown = 3 * (1 + 2) + 3 * (1 + 3);
      assert.deepEqual(outline(decoder), ['decoder', 'forward', shown, 6, shown]);
      const { reach = NaN } = decoder.attention ?? {};
      // One word, or up to four.
      assert.ok(reach > 1 && reach <= (9 + 12 * 4) / shown + 1e-6, String(reach));
    });
  });

  it('count padding where the model reads it', async () => {
    await classify(
      [
        { ...embedding, maskZero: false },
        { type: 'gru', units: 3 },
      ],
      async (run) => {
        // Batches of eight, eight and two texts, each as long as its longest one.
        assert.deepEqual(
          (await run.inspect()).layers.map(({ timesteps }) => timesteps),
          [18 * 5],
        );
      },
    );
  });

  it('are not there without a layer that has any', async () => {
    await classify([embedding, { type: 'globalAveragePooling1d' }], async (run) => {
      await assert.rejects(run.inspect(), (error: unknown) => {
        assert.ok(error instanceof UserError, String(error));
        assert.match(error.message, /has no recurrent layer and no attention/);
        return true;
      });
    });
  });
});
