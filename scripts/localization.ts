import { getL10nJson, type l10nJsonFormat } from '@vscode/l10n-dev';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from './projectRoot.ts';
import { runMain } from './runMain.ts';
import { say } from './say.ts';

const bundleFile = join(projectRoot, 'l10n/bundle.l10n.json');

/** Where code stands whose texts a person reads. */
const roots = ['src', 'webviews'];

/** Lists what is wrong with the texts that translators work on; empty when all is well. */
export async function findLocalizationProblems(): Promise<string[]> {
  const committed = await readFile(bundleFile, 'utf8').catch(() => '');
  const stale = committed === (await buildBundle()) ? [] : ['l10n/bundle.l10n.json is stale: run `npm run l10n`.'];
  const manifest = await readFile(join(projectRoot, 'package.json'), 'utf8');
  const texts = JSON.parse(await readFile(join(projectRoot, 'package.nls.json'), 'utf8')) as object;
  return [...stale, ...compareKeys(manifest, Object.keys(texts))];
}

/** Names `%keys%` of a manifest that have no text, and texts that no `%key%` asks for. */
export function compareKeys(manifest: string, texts: readonly string[]): string[] {
  const keys = new Set([...manifest.matchAll(/"%([^"%\s]+)%"/g)].map((match) => match[1] ?? ''));
  const missing = [...keys].filter((key) => !texts.includes(key));
  const unused = texts.filter((key) => !keys.has(key));
  return [
    ...missing.map((key) => `package.nls.json has no text for %${key}% of package.json.`),
    ...unused.map((key) => `package.nls.json has a text for ${key} that package.json does not use.`),
  ];
}

/** Collects every text of the sources, sorted, as the content of the bundle that translations start from. */
async function buildBundle(): Promise<string> {
  const texts = await collectTexts(roots.flatMap(listSources).map((file) => readFileSync(file, 'utf8')));
  return `${JSON.stringify(texts, null, 2)}\n`;
}

/** Collects the texts of `t('…')` and `l10n.t('…')` calls, sorted by key. */
export async function collectTexts(sources: readonly string[]): Promise<l10nJsonFormat> {
  // The extractor knows `l10n.t(…)` only, and is slow for each file: it is shown the calls, written so, as one file.
  const calls = sources.flatMap(findCalls);
  const contents = [`import * as l10n from '@vscode/l10n';`, ...calls].join('\n');
  const texts = await getL10nJson([{ extension: '.ts', contents }]);
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function findCalls(source: string): string[] {
  const calls: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^t$|\bl10n\.t$/.test(node.expression.getText())) {
      calls.push(`l10n.t(${node.arguments.map((argument) => argument.getText()).join(', ')});`);
    }
    ts.forEachChild(node, visit);
  };
  if (source.includes('l10n')) visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return calls;
}

function listSources(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(projectRoot, folder, name));
}

async function writeBundle(): Promise<void> {
  await mkdir(dirname(bundleFile), { recursive: true });
  await writeFile(bundleFile, await buildBundle());
  say(`The texts of the sources are in ${bundleFile}.`);
}

if (import.meta.main) await runMain(writeBundle);
