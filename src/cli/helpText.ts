import { t } from '@vscode/l10n';
import { DEFAULT_INSPECTED } from '../contracts/gates.ts';
import { CONTINUE_DEFAULTS } from '../contracts/prediction.ts';

/** What `gatescope --help` prints. */
export function buildHelpText(): string {
  return [
    t('gatescope - train and inspect sequence models from .lstm.json specs'),
    '',
    t('Usage:'),
    ...layOut([
      ['gatescope validate FILES', t('check specs, and their data against them')],
      ['gatescope describe FILE', t('show layers, output shapes and parameter counts')],
      ['gatescope train FILE', t('train a spec and keep the run')],
      [
        'gatescope backtest FILE',
        t('train and judge a spec fold by fold, series from origin to origin; no run is kept'),
      ],
      ['gatescope runs', t('list the runs of this folder and those below')],
      ['gatescope evaluate RUN', t('evaluate a run again; RUN is its folder or its name')],
      ['gatescope inspect RUN', t('tell what the gates of a run’s model do: saturation, dead units, memory')],
      ['gatescope predict RUN [-]', t('ask the model of a run; - reads texts from standard input, one a line')],
    ]),
    '',
    t('Options:'),
    ...layOut([
      ['--json', t('one JSON object a line on standard output, the outcome last; people’s text on standard error')],
      [
        '--set PATH=VALUE',
        t('override a value of the spec, as training.epochs=3; may be repeated (train, backtest, describe)'),
      ],
      [
        '--out DIR',
        t(
          'folder of the runs; .gatescope/runs beside the spec where left out (train, backtest, runs, evaluate, inspect, predict)',
        ),
      ],
      ['--threads N', t('cores for TensorFlow, 0 for all (train, backtest, evaluate)')],
      [
        '--weights best|last',
        t('which weights to use; left out: those that the run was judged by (evaluate, inspect, predict)'),
      ],
      ['--no-data', t('check the spec alone, without its data and the runs that it names (validate)')],
      ['--examples N', t('examples to look at, at most; {0} where left out (inspect)', DEFAULT_INSPECTED)],
      ['--text TEXT', t('a text to answer, or the beginning of one to write; may be repeated (predict)')],
      [
        '--file PATH',
        t('a table or a text file with what the model reads, an image, a clip or a folder; may be repeated (predict)'),
      ],
      ['--steps N', t('timesteps to forecast beyond the last row; the horizon where left out (predict)')],
      ['--length N', t('tokens that a language model writes; {0} where left out (predict)', CONTINUE_DEFAULTS.length)],
      [
        '--temperature T',
        t('0 writes the likeliest, 1 as the model says, more is more daring; 1 where left out (predict)'),
      ],
      ['--top-k K', t('writes only with the K likeliest tokens; with all where left out (predict)')],
      ['--seed N', t('decides what is written; the seed of the spec where left out (predict)')],
      ['--folds N', t('folds; those of search.crossValidation, else 5 (backtest)')],
      ['--test-size N', t('rows that each fold is judged on; rows / (folds + 1) where left out (backtest)')],
      ['--gap N', t('rows left out before those that a fold is judged on (backtest)')],
      ['--window expanding|sliding', t('whether later folds learn from more rows, or from as many (backtest)')],
      ['--no-refit', t('train once, for the first fold, and judge that model on all of them (backtest)')],
      ['--help, -h', t('show this text')],
      ['--version', t('show the version')],
    ]),
    '',
    t('Exit codes: 0 completed, 1 wrong input, 2 failed, 3 trained, but an expectation of "assert" is not met,'),
    t('130 stopped by Ctrl+C, 141 cut off: nobody reads the output any more.'),
  ].join('\n');
}

function layOut(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([term]) => term.length));
  return rows.map(([term, meaning]) => `  ${term.padEnd(width)}  ${meaning}`);
}
