import type { Disposable, LogOutputChannel } from 'vscode';
import { registerCommands } from '../shared/registerCommands.ts';
import type { LocatedRun } from '../shared/runLibrary.ts';
import { chooseRun, type RunChoiceOptions } from './chooseRun.ts';
import { deleteFailedRuns, deleteRun, openRunFolder, openSpec } from './runCommands.ts';

/** Registers what can be done with a run. `showCurves` brings its panel to the front. */
export function registerRunCommands(
  options: RunChoiceOptions,
  showCurves: (run: LocatedRun) => void,
  log: LogOutputChannel,
): Disposable {
  const { library } = options;
  const onRun = (act: (run: LocatedRun) => unknown) => async (argument: unknown) => {
    const run = await chooseRun(argument, options);
    if (run !== undefined) await act(run);
  };
  return registerCommands(log, {
    showTrainingCurves: onRun(showCurves),
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
