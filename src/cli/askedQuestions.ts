import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { t } from '@vscode/l10n';
import type { Plan } from '../contracts/plan.ts';
import { CONTINUE_DEFAULTS, type Question } from '../contracts/prediction.ts';
import { UserError } from '../contracts/userError.ts';
import { kindOfRun, type KindOfRun } from '../core/tasks/predict/kindOfRun.ts';
import { requireFile } from '../node/requireFile.ts';
import type { AskOptionName, AskOptions } from './askOptions.ts';

/**
 * What a command line asks the model of a plan.
 *
 * @param readStdin all of standard input
 * @throws UserError for an option that such a model has no use for, and where nothing is asked
 */
export async function collectQuestions(
  ask: AskOptions,
  plan: Plan,
  readStdin: () => Promise<string>,
): Promise<readonly Question[]> {
  const kind = kindOfRun(plan);
  checkOptions(ask, kind);
  switch (kind) {
    case 'texts':
      return askAboutTexts(ask, readStdin);
    case 'continue':
      return [await askToContinue(ask, plan, readStdin)];
    case 'future':
      return [{ type: 'future', path: resolvePath(ask.files[0]), steps: ask.steps }];
    case 'rows':
    case 'pictures':
      return [{ type: 'files', paths: ask.files.map((file) => resolve(file)) }];
  }
}

const USED: Readonly<Record<KindOfRun, readonly (AskOptionName | '-')[]>> = {
  texts: ['text', 'file', '-'],
  continue: ['text', 'file', '-', 'length', 'temperature', 'top-k', 'seed'],
  future: ['file', 'steps'],
  rows: ['file'],
  pictures: ['file'],
};

function checkOptions(ask: AskOptions, kind: KindOfRun): void {
  const foreign = givenOptions(ask).find((option) => !USED[kind].includes(option));
  if (foreign !== undefined) {
    const option = foreign === '-' ? foreign : `--${foreign}`;
    throw new UserError(t('This model has no use for {option}. {use}', { option, use: describeUse(kind) }));
  }
  const asked = ask.texts.length + ask.files.length + Number(ask.stdin);
  const enough = kind === 'future' || asked > 0;
  const only = (kind === 'future' || kind === 'continue') && asked > 1;
  if (!enough || only) throw new UserError(describeUse(kind));
}

function givenOptions(ask: AskOptions): readonly (AskOptionName | '-')[] {
  const given: readonly (readonly [AskOptionName | '-', boolean])[] = [
    ['text', ask.texts.length > 0],
    ['file', ask.files.length > 0],
    ['-', ask.stdin],
    ['steps', ask.steps !== null],
    ['length', ask.length !== null],
    ['temperature', ask.temperature !== null],
    ['top-k', ask.topK !== null],
    ['seed', ask.seed !== null],
  ];
  return given.filter(([, isGiven]) => isGiven).map(([option]) => option);
}

function describeUse(kind: KindOfRun): string {
  switch (kind) {
    case 'texts':
      return t('It answers texts: give them with --text, with --file, or with - on standard input.');
    case 'continue':
      return t('It writes: give one beginning with --text, with --file, or with - on standard input.');
    case 'future':
      return t('It forecasts beyond the last row of its data; --file names another file, --steps how far.');
    case 'rows':
      return t('It answers rows of numbers: give files with the columns that it reads with --file.');
    case 'pictures':
      return t('It answers pictures: give files or folders with --file.');
  }
}

async function askAboutTexts(
  { texts, files, stdin }: AskOptions,
  readStdin: () => Promise<string>,
): Promise<readonly Question[]> {
  const lines = stdin ? (await readStdin()).split(/\r\n|\n|\r/).filter((line) => line.trim() !== '') : [];
  const typed = [...texts, ...lines];
  if (stdin && lines.length === 0)
    throw new UserError(t('Standard input has no texts. Write at least one, a line each.'));
  const paths = files.map((file) => resolve(file));
  return [
    ...(typed.length > 0 ? [{ type: 'texts', texts: typed } as const] : []),
    ...(paths.length > 0 ? [{ type: 'files', paths } as const] : []),
  ];
}

async function askToContinue(ask: AskOptions, plan: Plan, readStdin: () => Promise<string>): Promise<Question> {
  const beginning = ask.stdin ? (await readStdin()).replace(/\r?\n$/, '') : (ask.texts[0] ?? (await readText(ask)));
  return {
    type: 'continue',
    beginning,
    length: ask.length ?? CONTINUE_DEFAULTS.length,
    temperature: ask.temperature ?? CONTINUE_DEFAULTS.temperature,
    topK: ask.topK ?? CONTINUE_DEFAULTS.topK,
    seed: ask.seed ?? plan.training.seed,
  };
}

async function readText({ files: [file = ''] }: AskOptions): Promise<string> {
  const path = resolve(file);
  await requireFile(path);
  return (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
}

function resolvePath(file: string | undefined): string | null {
  return file === undefined ? null : resolve(file);
}
