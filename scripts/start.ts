// Sets up what is missing and opens VS Code with the extension and the folder samples/: `npm start -- [options]`.
//
//   --port N    port of VS Code in the browser; 3000, or the next free one, when not given
//   --browser   VS Code in the browser even where there is one on the desktop
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../src/contracts/userError.ts';
import { findDesktopCode, openOnDesktop } from './openOnDesktop.ts';
import { openInBrowser } from './openInBrowser.ts';
import { projectRoot } from './projectRoot.ts';
import { runMain } from './runMain.ts';
import { setUp } from './setUp.ts';

await runMain(async () => {
  const { port, browser } = parseSwitches(process.argv.slice(2));
  await setUp();
  const folder = join(projectRoot, 'samples');
  const code = browser ? undefined : findDesktopCode();
  if (code !== undefined) await openOnDesktop(code, folder);
  else await openInBrowser(folder, port);
});

function parseSwitches(args: string[]): { port: number | undefined; browser: boolean } {
  const { values } = parseArgs({ args, options: { port: { type: 'string' }, browser: { type: 'boolean' } } });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new UserError(`--port wants a number from 1 to 65535, not ${values.port ?? ''}.`);
  }
  return { port, browser: values.browser === true };
}
