import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A page about a kind of problem: prose for people, with examples that the tests run. */
export interface ProblemPage {
  /** Such as `GS1003`: the name of the file. */
  readonly code: string;
  readonly title: string;
  /** Whole specs, completed where the page shows only some sections; `null` where no text has the problem. */
  readonly wrong: string | null;
  readonly right: string | null;
  /** What the data file of the examples holds, or the names of the runs, by the heading above; `null` without them. */
  readonly wrongData: string | null;
  readonly rightData: string | null;
}

/** The pages of a folder, in the order of their codes. */
export async function readProblemPages(folder: string): Promise<readonly ProblemPage[]> {
  const names = (await readdir(folder)).filter((name) => /^GS\d{4}\.md$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => parseProblemPage(name.slice(0, -3), await readFile(join(folder, name), 'utf8'))),
  );
}

/** Reads a page: a title `# GSxxxx: …`, then examples under `## Wrong` and `## Right`. */
function parseProblemPage(code: string, markdown: string): ProblemPage {
  const title = /^# GS\d{4}: (.+)$/m.exec(markdown)?.[1] ?? '';
  const [, wrong = ''] = markdown.split(/^## Wrong$/m);
  const [before = '', right = ''] = wrong.split(/^## Right$/m);
  return {
    code,
    title,
    wrong: exampleIn(before),
    right: exampleIn(right),
    wrongData: fenced(before, '(?:csv|text)'),
    rightData: fenced(right, '(?:csv|text)'),
  };
}

function exampleIn(part: string): string | null {
  const text = fenced(part, 'jsonc');
  return text === null ? null : completeExample(text);
}

function fenced(part: string, language: string): string | null {
  return new RegExp('^```' + language + '\\n(.*?)^```$', 'ms').exec(part)?.[1] ?? null;
}

/** What an example leaves out, as it stands in most of the pages. */
const sections: readonly (readonly [string, string])[] = [
  ['version', '1'],
  [
    'data',
    `{
    "source": "sales.csv",
    "input": { "type": "timeseries", "columns": ["units"], "windowSize": 28 },
    "target": { "type": "timeseries", "columns": ["units"], "horizon": 7 }
  }`,
  ],
  ['layers', '[{ "type": "lstm", "units": 32 }]'],
  ['training', '{ "epochs": 50 }'],
];

/** A page shows only the sections that matter; a text that begins with a brace or has none of them is whole. */
function completeExample(text: string): string {
  if (!/^\s*"/.test(text)) return text;
  const missing = sections.filter(([key]) => !new RegExp(`^"${key}"`, 'm').test(text));
  return `{\n${[text.trimEnd().replace(/,$/, ''), ...missing.map(([key, value]) => `"${key}": ${value}`)].join(',\n')}\n}\n`;
}
