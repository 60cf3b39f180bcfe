import { parseArgs } from 'node:util';
import { t } from '@vscode/l10n';
import { DEFAULT_INSPECTED } from '../contracts/gates.ts';
import type { WeightsKind } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import { nearestWord } from '../core/spec/suggest.ts';
import { ASK_OPTION_NAMES, ASK_OPTIONS, readAskOptions, type AskOptions } from './askOptions.ts';
import { FOLD_OPTION_NAMES, FOLD_OPTIONS, readFoldOptions, type FoldOptions } from './foldOptions.ts';

export type CommandName = 'validate' | 'describe' | 'train' | 'runs' | 'evaluate' | 'predict' | 'inspect' | 'backtest';

/** A command line, understood. */
export interface CommandLine {
  /** `null`: only `--help` or `--version` were asked for, or nothing. */
  readonly command: CommandName | null;
  /** Files, or the run. */
  readonly operands: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
  /** Overrides of the spec, `path=value`. */
  readonly set: readonly string[];
  /** Folder of the runs as given; `null`: the default. */
  readonly out: string | null;
  /** Cores; 0: all of them. */
  readonly threads: number;
  readonly weights: WeightsKind | null;
  /** Whether the data and the runs that a spec names are looked at. */
  readonly data: boolean;
  /** Examples whose gates are looked at, at most. */
  readonly examples: number;
  readonly ask: AskOptions;
  readonly backtest: FoldOptions;
}

const OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  set: { type: 'string', multiple: true },
  out: { type: 'string' },
  threads: { type: 'string' },
  weights: { type: 'string' },
  'no-data': { type: 'boolean' },
  examples: { type: 'string' },
  ...ASK_OPTIONS,
  ...FOLD_OPTIONS,
} as const;

type OptionName = keyof typeof OPTIONS;

interface CommandRule {
  /** `run`: a run, and perhaps `-` for standard input. */
  readonly operands: 'none' | 'one' | 'many' | 'run';
  /** Besides `--json`, `--help` and `--version`. */
  readonly options: readonly OptionName[];
}

const COMMANDS: Readonly<Record<CommandName, CommandRule>> = {
  validate: { operands: 'many', options: ['no-data'] },
  describe: { operands: 'one', options: ['set'] },
  train: { operands: 'one', options: ['set', 'out', 'threads'] },
  runs: { operands: 'none', options: ['out'] },
  evaluate: { operands: 'one', options: ['out', 'threads', 'weights'] },
  predict: { operands: 'run', options: ['out', 'weights', ...ASK_OPTION_NAMES] },
  inspect: { operands: 'one', options: ['out', 'weights', 'examples'] },
  backtest: { operands: 'one', options: ['set', 'out', 'threads', ...FOLD_OPTION_NAMES] },
};

/** Reads the arguments behind the program's name. Throws a `UserError` that says what is wrong with them. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseStrictly(args);
  const [word, ...operands] = positionals;
  const { help = false, version = false, json = false } = values;
  const command = word === undefined ? null : parseCommand(word);
  if (command !== null && !help && !version) checkUse(command, operands, values);
  return {
    command,
    operands,
    json,
    help,
    version,
    set: values.set ?? [],
    out: values.out ?? null,
    threads: parseThreads(values.threads ?? '0'),
    weights: values.weights === undefined ? null : parseWeights(values.weights),
    data: values['no-data'] !== true,
    examples: parseExamples(values.examples),
    ask: readAskOptions(values, operands.includes('-')),
    backtest: readFoldOptions(values),
  };
}

function parseStrictly(args: readonly string[]): ReturnType<typeof parseAll> {
  const unknown = args
    .slice(0, endOfOptions(args))
    .map(optionName)
    .find((name) => name !== undefined && !isOption(name));
  if (unknown !== undefined) throw new UserError(withHint(describeUnknown(unknown)));
  try {
    return parseAll(args);
  } catch (error) {
    throw new UserError(withHint(error instanceof Error ? error.message : String(error)));
  }
}

/** Behind `--` everything is an operand. */
function endOfOptions(args: readonly string[]): number {
  const end = args.indexOf('--');
  return end < 0 ? args.length : end;
}

/** `out` in `--out` and in `--out=DIR`; `undefined` for what is no long option. */
function optionName(arg: string): string | undefined {
  return /^--([^=]+)/.exec(arg)?.[1];
}

function isOption(name: string): boolean {
  return Object.hasOwn(OPTIONS, name);
}

function describeUnknown(name: string): string {
  const nearest = nearestWord(name, Object.keys(OPTIONS));
  if (nearest === undefined) return t('There is no option --{name}.', { name });
  return t('There is no option --{name}. Did you mean --{nearest}?', { name, nearest });
}

function parseAll(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
}

function parseCommand(word: string): CommandName {
  if (Object.hasOwn(COMMANDS, word)) return word as CommandName;
  const commands = Object.keys(COMMANDS).join(', ');
  throw new UserError(withHint(t('There is no command "{word}", only {commands}.', { word, commands })));
}

function checkUse(command: CommandName, operands: readonly string[], values: object): void {
  const rule = COMMANDS[command];
  const common: readonly string[] = ['json', 'help', 'version'];
  const foreign = Object.keys(values).find((name) => !common.includes(name) && !rule.options.some((o) => o === name));
  if (foreign !== undefined) {
    throw new UserError(withHint(t('"{command}" has no option --{option}.', { command, option: foreign })));
  }
  if (!areOperands(operands, rule)) throw new UserError(withHint(describeUse(command)));
}

function areOperands(operands: readonly string[], rule: CommandRule): boolean {
  switch (rule.operands) {
    case 'none':
      return operands.length === 0;
    case 'one':
      return operands.length === 1;
    case 'many':
      return operands.length > 0;
    case 'run':
      return operands.filter((operand) => operand !== '-').length === 1;
  }
}

function describeUse(command: CommandName): string {
  switch (command) {
    case 'validate':
      return t('"validate" needs the files to check: gatescope validate FILES');
    case 'describe':
      return t('"describe" needs one file: gatescope describe FILE');
    case 'train':
      return t('"train" needs one file: gatescope train FILE');
    case 'runs':
      return t('"runs" takes no file; --out names the folder of the runs.');
    case 'evaluate':
      return t('"evaluate" needs one run, its folder or its name: gatescope evaluate RUN');
    case 'predict':
      return t('"predict" needs one run, its folder or its name: gatescope predict RUN');
    case 'inspect':
      return t('"inspect" needs one run, its folder or its name: gatescope inspect RUN');
    case 'backtest':
      return t('"backtest" needs one file: gatescope backtest FILE');
  }
}

function parseThreads(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new UserError(t('--threads takes a number of cores, 0 for all of them, not "{text}".', { text }));
}

function parseExamples(text: string | undefined): number {
  if (text === undefined) return DEFAULT_INSPECTED;
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new UserError(t('--{option} takes a whole number from 1 on, not "{text}".', { option: 'examples', text }));
}

function parseWeights(text: string): WeightsKind {
  if (text === 'best' || text === 'last') return text;
  throw new UserError(t('--weights takes "best" or "last", not "{text}".', { text }));
}

function withHint(message: string): string {
  return `${message} ${t('"gatescope --help" shows the commands.')}`;
}
