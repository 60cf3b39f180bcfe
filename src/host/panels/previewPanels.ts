import { basename } from 'node:path';
import { t } from '@vscode/l10n';
import { Disposable, ViewColumn, window, type Uri, type WebviewPanel } from 'vscode';
import { attachPreviewPage, type PreviewPanelOptions } from './previewPanel.ts';

/** The open panels with data, one a spec. */
export class PreviewPanels implements Disposable {
  readonly #options: PreviewPanelOptions;
  readonly #panels = new Map<string, WebviewPanel>();

  constructor(options: PreviewPanelOptions) {
    this.#options = options;
  }

  /** Shows the data of a spec beside it: in its panel where it is open, else in a new one. */
  show(spec: Uri): void {
    const key = spec.toString();
    const open = this.#panels.get(key);
    if (open !== undefined) {
      open.reveal(undefined, true);
      return;
    }
    const title = t('Data of {0}', basename(spec.path).replace(/\.lstm\.json$/, ''));
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel('gatescope.preview', title, place, { enableFindWidget: true });
    this.#panels.set(key, panel);
    panel.onDidDispose(() => {
      this.#panels.delete(key);
    });
    attachPreviewPage(panel, spec, this.#options);
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
  }
}
