import { basename } from 'node:path';
import { t } from '@vscode/l10n';
import { Disposable, Uri, ViewColumn, window, workspace, type WebviewPanel, type WebviewPanelSerializer } from 'vscode';
import { attachPreviewPage, type PreviewPanelOptions } from './previewPanel.ts';

/** Names the kind of panel to VS Code. */
const VIEW_TYPE = 'gatescope.preview';

/** The open panels with data, one a spec. */
export class PreviewPanels implements WebviewPanelSerializer, Disposable {
  readonly #options: PreviewPanelOptions;
  readonly #panels = new Map<string, WebviewPanel>();
  readonly #registration: Disposable;

  constructor(options: PreviewPanelOptions) {
    this.#options = options;
    this.#registration = window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  /** Shows the data of a spec beside it: in its panel where it is open, else in a new one. */
  show(spec: Uri): void {
    const open = this.#panels.get(spec.toString());
    if (open !== undefined) {
      open.reveal(undefined, true);
      return;
    }
    const title = t('Data of {0}', basename(spec.path).replace(/\.lstm\.json$/, ''));
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    this.#adopt(window.createWebviewPanel(VIEW_TYPE, title, place, { enableFindWidget: true }), spec);
  }

  /** The window was reloaded: the page remembered whose data it showed. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const spec = await findRemembered(state);
    if (spec === undefined || this.#panels.has(spec.toString())) panel.dispose();
    else this.#adopt(panel, spec);
  }

  dispose(): void {
    this.#registration.dispose();
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }

  #adopt(panel: WebviewPanel, spec: Uri): void {
    const key = spec.toString();
    this.#panels.set(key, panel);
    panel.onDidDispose(() => {
      this.#panels.delete(key);
    });
    attachPreviewPage(panel, spec, this.#options);
  }
}

/** The spec that the page kept with `setState({ spec })`, in this version or another; `undefined` where it is gone. */
async function findRemembered(state: unknown): Promise<Uri | undefined> {
  const isRecord = typeof state === 'object' && state !== null && 'spec' in state;
  if (!isRecord || typeof state.spec !== 'string') return undefined;
  try {
    return (await workspace.openTextDocument(Uri.parse(state.spec, true))).uri;
  } catch {
    // Deleted or moved meanwhile, or an address of another version.
    return undefined;
  }
}
