import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';

/** What a person asks a trained model. */
export interface AskOptions {
  readonly texts: readonly string[];
  /** As given; `-` is standard input. */
  readonly files: readonly string[];
  /** Whether more texts stand on standard input. */
  readonly stdin: boolean;
  readonly steps: number | null;
  readonly length: number | null;
  readonly temperature: number | null;
  readonly topK: number | null;
  readonly seed: number | null;
}

/** The options of `predict`, as `parseArgs` takes them. */
export const ASK_OPTIONS = {
  text: { type: 'string', multiple: true },
  file: { type: 'string', multiple: true },
  steps: { type: 'string' },
  length: { type: 'string' },
  temperature: { type: 'string' },
  'top-k': { type: 'string' },
  seed: { type: 'string' },
} as const;

export type AskOptionName = keyof typeof ASK_OPTIONS;

export const ASK_OPTION_NAMES = Object.keys(ASK_OPTIONS) as readonly AskOptionName[];

/** What `parseArgs` makes of them. */
type AskValues = Partial<Record<'text' | 'file', string[]>> &
  Partial<Record<Exclude<AskOptionName, 'text' | 'file'>, string>>;

/** Reads the values. @throws UserError for a number that is none, or too small */
export function readAskOptions(values: AskValues, dash: boolean): AskOptions {
  const files = values.file ?? [];
  return {
    texts: values.text ?? [],
    files: files.filter((file) => file !== '-'),
    stdin: dash || files.includes('-'),
    steps: readCount('steps', values.steps),
    length: readCount('length', values.length),
    temperature: readTemperature(values.temperature),
    topK: readCount('top-k', values['top-k']),
    seed: readSeed(values.seed),
  };
}

function readCount(option: AskOptionName, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new UserError(t('--{option} takes a whole number from 1 on, not "{text}".', { option, text }));
}

function readTemperature(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d+(\.\d+)?$|^\.\d+$/.test(text)) return Number(text);
  throw new UserError(t('--temperature takes a number from 0 on, not "{text}".', { text }));
}

function readSeed(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw new UserError(t('--seed takes a whole number, not "{text}".', { text }));
}
