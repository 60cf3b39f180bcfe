import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hover } from '../../../../src/core/spec/hover.ts';
import { analyseAt } from './cursor.ts';
import type { SpecParts } from './specText.ts';

/** Hovers at the bar `|` in a spec; answers the token and the markdown, or `null`. */
async function hoverAt(parts: SpecParts): Promise<{ token: string; markdown: string } | null> {
  const { analysis, offset } = await analyseAt(parts);
  const shown = hover(analysis, offset);
  if (shown === null) return null;
  return { token: analysis.text.slice(shown.range.start, shown.range.end), markdown: shown.markdown };
}

async function check(parts: SpecParts, token: string, ...expected: readonly RegExp[]): Promise<void> {
  const shown = await hoverAt(parts);
  assert.equal(shown?.token, token);
  for (const pattern of expected) assert.match(shown.markdown, pattern);
}

const layer = (keys: string): SpecParts => ({ layers: `{ ${keys} }` });

test('a key tells its meaning, unit, default, range, effect, impact, names elsewhere and literature', async () => {
  await check(
    layer('"type": "lstm", "un|its": 8'),
    '"units"',
    /^\*\*units\*\* · high impact/,
    /\*\*Unit\*\*: units/,
    /\*\*Default\*\*: none: the key is required/,
    /\*\*Range\*\*: at least 1 and at most 65536/,
    /\*\*Raising it\*\*: Remembers more/,
    /\*\*Lowering it\*\*: Trains faster/,
    /Keras `units`, PyTorch `hidden_size`, Ludwig `state_size`, Darts `hidden_dim`/,
    /\[Greff et al\. \(2017\).*\]\(https:\/\/arxiv\.org\/abs\/1503\.04069\)/,
  );
});

test('keys and values are explained, at both of their ends', async () => {
  await check({ training: '|"epochs": 3' }, '"epochs"', /\*\*epochs\*\*/);
  await check({ training: '"epochs"|: 3' }, '"epochs"', /\*\*epochs\*\*/);
  await check({ training: '"epochs": 30|' }, '30', /\*\*Default\*\*: `100`/);
  await check({ training: '"shuffle": tr|ue' }, 'true', /\*\*Type\*\*: true or false/);
  await check(
    { training: '"loss": "hu|ber"' },
    '"huber"',
    /- \*\*`huber`\*\*: squared up to an error of 1/,
    /- `logCosh`: /,
  );
  await check({ training: '"metrics": ["ma|se"]' }, '"mase"', /- \*\*`mase`\*\*: .*seasonal naive/);
  await check({ training: '"optim|izer": "adam"' }, '"optimizer"', /\*\*Default\*\*: `"adam"`/);
  await check({ training: '"optimizer": "ad|am"' }, '"adam"', /^\*\*adam\*\*/, /m_t = β₁ m_{t-1}/, /Kingma & Ba/);
  await check({ training: '"optimizer": { "type": "sg|d" }' }, '"sgd"', /^\*\*sgd\*\*/);
  await check({ training: '"early|Stopping": {}' }, '"earlyStopping"', /\*\*Default\*\*: all epochs are trained/);
  await check({ target: '"type": "timeseries", "columns": ["|a"]' }, '"a"', /^\*\*columns\*\*/);
  await check(
    { data: '"split": { "type": "time", "probabilities": [0.|7, 0.2, 0.1] }' },
    '0.7',
    /^\*\*probabilities\*\*/,
    /at least 0 and at most 1/,
  );
  await check(
    { target: '"type": "timeseries", "columns": ["a"], "normalization": "min|max"' },
    '"minmax"',
    /x' = \(x - min\)/,
  );
});

test('a word that is none of the choices shows them', async () => {
  await check({ layers: '{ "type": "no|nsense" }' }, '"nonsense"', /What the layer computes/, /- `lstm`\n- `gru`/);
});

test('nothing is said where there is nothing to say', async () => {
  for (const parts of [
    { top: '| ' },
    { top: '"fo|o": 1,' },
    { training: '"epochs": 3 |, "seed": 1' },
    { layers: '{ | "type": "lstm", "units": 3 }' },
    { top: '// comm|ent' },
  ]) {
    assert.equal(await hoverAt(parts), null, JSON.stringify(parts));
  }
});

test('the type of a layer tells shapes, parameters and kernel', async () => {
  await check(
    layer('"type": "ls|tm", "units": 8'),
    '"lstm"',
    /^\*\*lstm\*\* · \[batch, 20, 2\] → \[batch, 8\]/,
    /\*\*Parameters\*\*: 352/,
    /\*\*Kernel\*\*: fused: one kernel/,
    /Hochreiter & Schmidhuber/,
  );
  await check(layer('"ty|pe": "gru", "units": 8'), '"type"', /\*\*Kernel\*\*: fused: one kernel/);
  await check(
    layer('"type": "lst|m", "units": 8, "recurrentDropout": 0.1, "activation": "relu"'),
    '"lstm"',
    /step by step.*tanh only; .*recurrent state/,
  );
  await check(
    layer('"type": "simple|RNN", "units": 8'),
    '"simpleRNN"',
    /no fused kernel for simpleRNN/,
    /h_t = tanh\(W x_t \+ U h_{t-1} \+ b\)/,
  );
  await check(
    { ...layer('"type": "ls|tm", "units": 8'), input: '"type": "timeseries"' },
    '"lstm"',
    /^\*\*lstm\*\*\n\nLong short-term memory/,
  );
});

test('the equations are those of exactly this layer', async () => {
  const lines = async (keys: string): Promise<string> => (await hoverAt(layer(keys)))?.markdown ?? '';
  const lstm = await lines('"type": "ls|tm", "units": 8');
  assert.match(lstm, /c̃_t = tanh\(W_c x_t \+ U_c h_{t-1} \+ b_c\)\nc_t = f_t ⊙ c_{t-1} \+ i_t ⊙ c̃_t\n/);
  assert.match(lstm, /o_t = σ\(W_o x_t \+ U_o h_{t-1} \+ b_o\)\nh_t = o_t ⊙ tanh\(c_t\)/);
  const peephole = await lines('"type": "ls|tm", "units": 8, "peephole": true');
  assert.match(peephole, /f_t = σ\(W_f x_t \+ U_f h_{t-1} \+ p_f ⊙ c_{t-1} \+ b_f\)/);
  assert.match(peephole, /o_t = σ\(W_o x_t \+ U_o h_{t-1} \+ p_o ⊙ c_t \+ b_o\)/);
  const before = await lines('"type": "gr|u", "units": 8');
  assert.match(
    before,
    /h̃_t = tanh\(W_h x_t \+ U_h \(r_t ⊙ h_{t-1}\) \+ b_h\)\nh_t = z_t ⊙ h_{t-1} \+ \(1 - z_t\) ⊙ h̃_t/,
  );
  const after = await lines('"type": "gr|u", "units": 8, "resetAfter": true');
  assert.match(
    after,
    /h̃_t = tanh\(W_h x_t \+ b_h \+ r_t ⊙ \(U_h h_{t-1} \+ d_h\)\)\nh_t = z_t ⊙ h_{t-1} \+ \(1 - z_t\) ⊙ h̃_t/,
  );
  assert.equal(after.match(/```text/g)?.length, 1);
});
