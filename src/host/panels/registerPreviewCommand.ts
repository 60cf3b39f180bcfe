import { t } from '@vscode/l10n';
import type { Disposable, LogOutputChannel } from 'vscode';
import { pickSpec } from '../shared/pickSpec.ts';
import { registerCommands } from '../shared/registerCommands.ts';
import type { PreviewPanels } from './previewPanels.ts';

/** Registers “Preview Data”. */
export function registerPreviewCommand(panels: PreviewPanels, log: LogOutputChannel): Disposable {
  return registerCommands(log, {
    async previewData(argument) {
      const spec = await pickSpec(argument, t('Choose a model to see the data of'));
      if (spec !== undefined) panels.show(spec);
    },
  });
}
