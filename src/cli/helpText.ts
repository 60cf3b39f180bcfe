import { t } from '@vscode/l10n';

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
      ['gatescope runs', t('list the runs of this folder and those below')],
      ['gatescope evaluate RUN', t('evaluate a run again; RUN is its folder or its name')],
    ]),
    '',
    t('Options:'),
    ...layOut([
      ['--json', t('one JSON object a line on standard output, the outcome last; people’s text on standard error')],
      ['--set PATH=VALUE', t('override a value of the spec, as training.epochs=3; may be repeated (train, describe)')],
      ['--out DIR', t('folder of the runs; .gatescope/runs beside the spec where left out (train, runs, evaluate)')],
      ['--threads N', t('cores for TensorFlow, 0 for all (train, evaluate)')],
      ['--weights best|last', t('which weights to evaluate; best where left out (evaluate)')],
      ['--no-data', t('check the spec alone, without its data and the runs that it names (validate)')],
      ['--help, -h', t('show this text')],
      ['--version', t('show the version')],
    ]),
    '',
    t('Exit codes: 0 completed, 1 wrong input, 2 failed, 3 trained, but an expectation of "assert" is not met,'),
    t('130 stopped by Ctrl+C.'),
  ].join('\n');
}

function layOut(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([term]) => term.length));
  return rows.map(([term, meaning]) => `  ${term.padEnd(width)}  ${meaning}`);
}
