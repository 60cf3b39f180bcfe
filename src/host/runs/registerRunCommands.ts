import type { Disposable, LogOutputChannel } from 'vscode';
import { hasWeights } from '../../core/runs/hasWeights.ts';
import { registerCommands } from '../shared/registerCommands.ts';
import type { LocatedRun, RunTest } from '../shared/runLibrary.ts';
import { chooseRun, type RunChoiceOptions } from './chooseRun.ts';
import { deleteFailedRuns, deleteRun, openRunFolder, openSpec } from './runCommands.ts';

/** What other parts of the editor do with a run. */
export interface RunDeeds {
  /** Brings its panel to the front. */
  readonly showCurves: (run: LocatedRun) => void;
  /** Asks its model. */
  readonly predict: (run: LocatedRun) => Promise<void>;
  /** Says what its gates do. */
  readonly inspect: (run: LocatedRun) => Promise<void>;
}

/** Registers what can be done with a run. */
export function registerRunCommands(
  options: Omit<RunChoiceOptions, 'fits'>,
  { showCurves, predict, inspect }: RunDeeds,
  log: LogOutputChannel,
): Disposable {
  const { library } = options;
  type Act = (run: LocatedRun) => unknown;
  const onFitting = (fits: RunTest, act: Act) => async (argument: unknown) => {
    const run = await chooseRun(argument, { ...options, fits });
    if (run !== undefined) await act(run);
  };
  const onRun = (act: Act) => onFitting(() => true, act);
  return registerCommands(log, {
    showTrainingCurves: onRun(showCurves),
    predictWithRun: onFitting(hasWeights, predict),
    inspect: onFitting(hasWeights, inspect),
    openRunFolder: onRun(openRunFolder),
    openSpec: onRun(openSpec),
    deleteRun: onRun(async (run) => {
      if (await deleteRun(run)) await library.refresh();
    }),
    async deleteFailedRuns() {
      await options.scanned;
      if (await deleteFailedRuns(library.runs)) await library.refresh();
    },
    refreshRuns: () => library.scan(),
  });
}
