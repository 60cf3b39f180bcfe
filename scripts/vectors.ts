import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../src/contracts/userError.ts';
import { runMain } from './runMain.ts';
import { say } from './say.ts';
import { provideTensorFlow } from './tensorflow.ts';
import { parseFixture, type KerasFixture } from './vectors/fixture.ts';

/** Computes the cases of files that Keras computed, and tells the largest difference of each. */
async function compareWithKeras(): Promise<void> {
  const files = process.argv.slice(2);
  if (files.length === 0) throw new UserError('Name a file of reference values: npm run vectors -- FILE');
  const fixtures = await Promise.all(files.map(readFixture));
  await provideTensorFlow();
  // Loads TensorFlow, which had to be there first.
  const { agrees, runVectors } = await import('./vectors/runVectors.ts');
  const results = fixtures.flatMap((fixture) => [...runVectors(fixture)]);
  for (const result of results) {
    const { name, difference, bound, problem } = result;
    const figure = difference === null ? 'not computed' : difference.toExponential(2);
    const verdict = agrees(result) ? '' : ` over ${bound.toExponential(0)}`;
    process.stdout.write(`${figure.padStart(12)}${verdict}  ${name}${problem === '' ? '' : `: ${problem}`}\n`);
  }
  const failed = results.filter((result) => !agrees(result)).length;
  say(`${String(results.length - failed)} of ${String(results.length)} comparisons agree with Keras.`);
  if (failed > 0) process.exitCode = 1;
}

async function readFixture(file: string): Promise<KerasFixture> {
  const path = resolve(process.env['INIT_CWD'] ?? '.', file);
  try {
    return parseFixture(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

if (import.meta.main) await runMain(compareWithKeras);
