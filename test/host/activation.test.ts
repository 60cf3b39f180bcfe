import assert from 'node:assert/strict';

import { describe, it } from 'mocha';
import { commands, workspace } from 'vscode';

import { gatescope, mapsTensorFlow, openSpec, waitUntil } from './support.ts';
import { makeSpec } from './specs.ts';

// The first file of all: what it asserts of the beginning holds only before the other tests.
describe('Activation', () => {
  it('waits until a spec is opened', async () => {
    const specs = await workspace.findFiles('**/*.lstm.json');
    assert.notEqual(specs.length, 0, 'the samples hold specs');
    assert.equal(gatescope().isActive, false);
  });

  it('comes with the first spec', async () => {
    const document = await openSpec('activation/first.lstm.json', makeSpec());
    assert.equal(document.languageId, 'lstm-json');
    const began = performance.now();
    await waitUntil(() => (gatescope().isActive ? true : undefined));
    console.log(`      (active ${(performance.now() - began).toFixed(0)} ms after the spec was shown)`);
  });

  it('registers every command that the manifest names', async () => {
    const manifest = gatescope().packageJSON as {
      readonly contributes: { readonly commands: readonly { readonly command: string }[] };
    };
    const named = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(
      named.filter((command) => !registered.has(command)),
      [],
    );
    assert.ok(named.includes('gatescope.trainModel'));
  });

  it('loads no TensorFlow', async function () {
    if (process.platform !== 'linux') this.skip();
    assert.equal(await mapsTensorFlow(), false);
  });
});
