import type { Disposable, LogOutputChannel } from 'vscode';
import { registerCommands } from '../shared/registerCommands.ts';
import type { LocatedRun } from '../shared/runLibrary.ts';
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
  options: RunChoiceOptions,
  { showCurves, predict, inspect }: RunDeeds,
  log: LogOutputChannel,
): Disposable {
  const { library } = options;
  const onRun = (act: (run: LocatedRun) => unknown) => async (argument: unknown) => {
    const run = await chooseRun(argument, options);
    if (run !== undefined) await act(run);
  };
  return registerCommands(log, {
    showTrainingCurves: onRun(showCurves),
    predictWithRun: onRun(predict),
    inspect: onRun(inspect),
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
