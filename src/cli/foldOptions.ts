import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';
import type { FoldWishes } from '../core/search/planFolds.ts';

/** How a person wants a model to be judged fold by fold; what is left out, the spec says. */
export interface FoldOptions extends FoldWishes {
  /** Whether a model is trained for every fold. */
  readonly refit: boolean;
}

/** The options of `backtest`, as `parseArgs` takes them. */
export const FOLD_OPTIONS = {
  folds: { type: 'string' },
  'test-size': { type: 'string' },
  gap: { type: 'string' },
  window: { type: 'string' },
  'no-refit': { type: 'boolean' },
} as const;

export type FoldOptionName = keyof typeof FOLD_OPTIONS;

export const FOLD_OPTION_NAMES = Object.keys(FOLD_OPTIONS) as readonly FoldOptionName[];

/** What `parseArgs` makes of them. */
type FoldValues = Partial<Record<Exclude<FoldOptionName, 'no-refit'>, string>> & { readonly 'no-refit'?: boolean };

/** Reads the values. @throws UserError for a number that is none, or too small, and for another window */
export function readFoldOptions(values: FoldValues): FoldOptions {
  return {
    folds: readCount('folds', values.folds, 2),
    testSize: readCount('test-size', values['test-size'], 1),
    gap: readCount('gap', values.gap, 0),
    window: readWindow(values.window),
    refit: values['no-refit'] !== true,
  };
}

function readCount(option: FoldOptionName, text: string | undefined, smallest: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text) && Number(text) >= smallest) return Number(text);
  throw new UserError(
    t('--{option} takes a whole number from {smallest} on, not "{text}".', { option, smallest, text }),
  );
}

function readWindow(text: string | undefined): FoldOptions['window'] {
  if (text === undefined || text === 'expanding' || text === 'sliding') return text;
  throw new UserError(t('--window takes "expanding" or "sliding", not "{text}".', { text }));
}
