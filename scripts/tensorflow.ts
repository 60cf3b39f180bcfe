import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../src/node/cacheFolder.ts';
import { provideTensorFlow as provide } from '../src/node/tensorflowRuntime.ts';
import { startProgressLine } from './progressLine.ts';
import { say } from './say.ts';

const require = createRequire(import.meta.url);

/** Puts TensorFlow into `node_modules/@tensorflow/tfjs-node`, where it is not there yet. */
export async function provideTensorFlow(): Promise<void> {
  const given = process.env['GATESCOPE_TENSORFLOW'] ?? '';
  const { version, changed } = await provide({
    packageFolder: dirname(require.resolve('@tensorflow/tfjs-node/package.json')),
    headersFolder: join(dirname(require.resolve('node-api-headers')), 'include'),
    cacheFolder: cacheFolder(),
    given: given === '' ? null : given,
    report: startProgressLine(),
    // Ctrl+C ends the process; what it leaves behind is recognized and removed by the next attempt.
    signal: new AbortController().signal,
  });
  if (changed) say(`TensorFlow ${version} is ready.`);
}
