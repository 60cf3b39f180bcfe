import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { prepareTask } from '../../../src/worker/prepareTask.ts';
import { withModel, withTask } from '../../../src/worker/withTask.ts';
import { makeTinyProject } from '../../fakes/tinyProject.ts';

test('data is given back whatever becomes of it, also where there is no model for it', async (context) => {
  const { folder, spec } = await makeTinyProject(context);
  const { plan } = await analyse(await readFile(spec, 'utf8'), 'sine.lstm.json');
  assert.ok(plan !== null);
  let [opened, closed] = [0, 0];
  const prepare: typeof prepareTask = async (...args) => {
    const prepared = await prepareTask(...args);
    opened++;
    return {
      ...prepared,
      close: () => {
        closed++;
        return prepared.close();
      },
    };
  };
  const params = { plan, baseDirectory: folder };
  assert.equal(await withTask(params, ({ task }) => Promise.resolve(task.rows), prepare), 120);
  const [layer] = plan.model.layers;
  assert.ok(layer !== undefined);
  const unknown = { ...plan, model: { ...plan.model, layers: [{ ...layer, inputs: ['nowhere'] }] } };
  await assert.rejects(
    withTask(params, ({ task }) => withModel(unknown, task, () => Promise.resolve()), prepare),
    Error,
  );
  assert.deepEqual([opened, closed], [2, 2]);
});
