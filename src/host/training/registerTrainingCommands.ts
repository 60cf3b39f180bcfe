import { t } from '@vscode/l10n';
import { Uri, type Disposable, type LogOutputChannel } from 'vscode';
import { pickSpec } from '../shared/pickSpec.ts';
import { registerCommands } from '../shared/registerCommands.ts';
import type { TrainCommand } from './trainCommand.ts';
import type { Trainer } from './trainer.ts';

/** Registers “Train Model” and “Stop Training”. `shownSpec` is the spec of the curves that have the keyboard. */
export function registerTrainingCommands(
  trainer: Trainer,
  train: TrainCommand,
  shownSpec: () => string | undefined,
  log: LogOutputChannel,
): Disposable {
  return registerCommands(log, {
    async trainModel(argument) {
      const shown = shownSpec();
      const named = argument ?? (shown === undefined ? undefined : Uri.file(shown));
      const spec = await pickSpec(named, t('Choose a model to train'));
      if (spec !== undefined) await train.run(spec);
    },
    stopTraining: () => trainer.stop(),
  });
}
