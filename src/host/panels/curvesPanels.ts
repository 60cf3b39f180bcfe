import { Disposable, env, ViewColumn, window, type WebviewPanel, type WebviewPanelSerializer } from 'vscode';
import type { RunManifest } from '../../contracts/run.ts';
import type { LocatedRun } from '../shared/runLibrary.ts';
import { attachCurvesPage, type CurvesPanelOptions } from './curvesPanel.ts';
import { collectPanelTitles } from './panelTitles.ts';

/** Names the kind of panel to VS Code. */
const VIEW_TYPE = 'gatescope.curves';

/** The open panels with training curves, one a run. */
export class CurvesPanels implements WebviewPanelSerializer, Disposable {
  readonly #options: CurvesPanelOptions;
  readonly #scanned: Promise<void>;
  readonly #panels = new Map<string, { readonly panel: WebviewPanel; readonly manifest: RunManifest }>();
  readonly #registration: Disposable;

  /** `scanned` settles when the library knows the runs on disk. */
  constructor(options: CurvesPanelOptions, scanned: Promise<void>) {
    this.#options = options;
    this.#scanned = scanned;
    this.#registration = window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  /** The run whose panel is in front and has the keyboard. */
  get activeRun(): LocatedRun | undefined {
    const active = [...this.#panels].find(([, { panel }]) => panel.active);
    return active === undefined ? undefined : this.#options.library.find(active[0]);
  }

  /** Whether the curves of the run can be seen now. */
  isVisible(key: string): boolean {
    return this.#panels.get(key)?.panel.visible ?? false;
  }

  /** Shows the curves of a run: in its panel where it is open, else in a new one, beside the editor when asked. */
  show(run: LocatedRun, { beside }: { readonly beside: boolean }): void {
    const open = this.#panels.get(run.key);
    if (open !== undefined) {
      open.panel.reveal(undefined, beside);
      return;
    }
    const viewColumn = beside ? ViewColumn.Beside : ViewColumn.Active;
    const place = { viewColumn, preserveFocus: beside };
    this.#adopt(window.createWebviewPanel(VIEW_TYPE, run.manifest.name, place, { enableFindWidget: false }), run);
  }

  /** The window was reloaded: the page remembered which run it showed. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    await this.#scanned;
    const run = this.#options.library.runs.find(({ manifest }) => manifest.id === rememberedId(state));
    if (run === undefined || this.#panels.has(run.key)) panel.dispose();
    else this.#adopt(panel, run);
  }

  dispose(): void {
    this.#registration.dispose();
    for (const { panel } of [...this.#panels.values()]) panel.dispose();
  }

  #adopt(panel: WebviewPanel, run: LocatedRun): void {
    this.#panels.set(run.key, { panel, manifest: run.manifest });
    panel.onDidDispose(() => {
      this.#panels.delete(run.key);
      this.#giveTitles();
    });
    this.#giveTitles();
    attachCurvesPage(panel, run, this.#options);
  }

  /** Each panel that opens or closes may make the titles of others longer or shorter. */
  #giveTitles(): void {
    const open = [...this.#panels.values()];
    const manifests = open.map(({ manifest }) => manifest);
    for (const [index, title] of collectPanelTitles(manifests, Date.now(), env.language).entries()) {
      const panel = open[index]?.panel;
      if (panel !== undefined && panel.title !== title) panel.title = title;
    }
  }
}

/** What the page kept with `setState({ runId })`, in this version or another. */
function rememberedId(state: unknown): string | undefined {
  const isRecord = typeof state === 'object' && state !== null && 'runId' in state;
  return isRecord && typeof state.runId === 'string' ? state.runId : undefined;
}
