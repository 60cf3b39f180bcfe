import { build } from './build.ts';
import { provideSamples } from './samples.ts';
import { provideTensorFlow } from './tensorflow.ts';

/** Everything that running or testing the extension needs besides packages. Quick when it is all there. */
export async function setUp(): Promise<void> {
  await provideTensorFlow();
  await provideSamples();
  await build();
}
