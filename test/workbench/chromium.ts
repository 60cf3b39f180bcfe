import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium, type Browser, type BrowserServer, type LaunchOptions } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Starts a headless browser that talks to nobody but the pages it is sent to. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(launchOptions());
}

/** The same, for other processes to connect to. */
export async function launchChromiumServer(): Promise<BrowserServer> {
  return chromium.launchServer(launchOptions());
}

function launchOptions(): LaunchOptions {
  return {
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page that no one looks at must still draw: screenshots and hidden panels depend on it.
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
    ],
  };
}

/** `GATESCOPE_CHROMIUM`, else the first Chromium or Chrome on the PATH. */
function findChromium(): string {
  const own = process.env['GATESCOPE_CHROMIUM'];
  if (own !== undefined && own !== '') return own;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (existsSync(path)) return path;
    }
  }
  throw new Error(
    'The tests in a real VS Code need Chromium: `apt-get install chromium`, or name one in GATESCOPE_CHROMIUM.',
  );
}
