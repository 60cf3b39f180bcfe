import { copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from './projectRoot.ts';
import { say } from './say.ts';

/**
 * Puts the daily prices of the S&P 500 beside their sample. vega-datasets states no licence for them, so they are a
 * devDependency that is copied here, ignored by git and never shipped. Does nothing when they are there.
 */
export async function provideSamples(): Promise<void> {
  const source = join(vegaDatasets(), 'data/sp500-2000.csv');
  const target = join(projectRoot, 'samples/stock-price/sp500.csv');
  if ((await sizeOf(target)) === (await sizeOf(source))) return;
  say('Copying the prices of the stock-price sample from the package vega-datasets.');
  await mkdir(dirname(target), { recursive: true });
  await copyFile(source, `${target}.new`);
  await rename(`${target}.new`, target);
}

/** The package's `exports` hide its files: its folder is found through the entry that they show. */
function vegaDatasets(): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('vega-datasets');
  const name = 'vega-datasets';
  return join(entry.slice(0, entry.lastIndexOf(name)), name);
}

async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}

if (import.meta.main) await provideSamples();
