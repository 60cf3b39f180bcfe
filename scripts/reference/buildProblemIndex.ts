import { problemCodes } from '../../src/core/spec/problemCodes.ts';
import { readProblemPages } from './problemPage.ts';

/** The families of codes, by their third character. */
const families: readonly (readonly [string, string])[] = [
  ['GS10', 'Structure'],
  ['GS11', 'Data'],
  ['GS12', 'Layers'],
  ['GS13', 'Training'],
  ['GS14', 'Everywhere'],
  ['GS15', 'Known to the language, not yet to the engine'],
  ['GS16', 'The data file'],
  ['GS17', 'Other runs'],
];

/** The list of all problems, each linked to its page. Pages of codes that are no longer reported are kept, unlisted. */
export async function buildProblemIndex(folder: string): Promise<string> {
  const reported = new Set<string>(Object.values(problemCodes));
  const pages = (await readProblemPages(folder)).filter(({ code }) => reported.has(code));
  const parts = families.flatMap(([start, title]) => {
    const own = pages.filter(({ code }) => code.startsWith(start));
    if (own.length === 0) return [];
    return [`## ${title}`, own.map((page) => `- [${page.code}](${page.code}.md): ${page.title}`).join('\n')];
  });
  return `${[
    '<!-- Written by `npm run docs` from the pages beside it. -->',
    '# Problems',
    'Every problem that GateScope reports in a spec has a code. A code never changes its meaning.',
    ...parts,
  ].join('\n\n')}\n`;
}
