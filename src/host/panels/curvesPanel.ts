import { randomBytes } from 'node:crypto';
import { basename, extname } from 'node:path';
import { Disposable, env, l10n, Uri, window, workspace, type LogOutputChannel, type WebviewPanel } from 'vscode';
import type { CurvesApi, ExportFile } from '../../contracts/curves.ts';
import { connectServer, type Handlers } from '../../contracts/rpc.ts';
import { UserError } from '../../contracts/userError.ts';
import { t } from '@vscode/l10n';
import type { LocatedRun, RunLibrary } from '../shared/runLibrary.ts';
import { buildWebviewHtml } from '../shared/webviewHtml.ts';
import { webviewPort } from '../shared/webviewPort.ts';
import { CurvesFeed } from './curvesFeed.ts';

/** What a curves panel needs of the rest of the editor. */
export interface CurvesPanelOptions {
  readonly library: RunLibrary;
  /** Folder of the extension, which holds the page. */
  readonly extension: Uri;
  /** Ends the training of this run. Rejects with a `UserError` where another process trains it. */
  readonly stopTraining: (key: string) => Promise<void>;
  readonly log: LogOutputChannel;
}

/** Fills a webview panel with the curves of one run, and keeps them up to date until it is closed. */
export function attachCurvesPage(panel: WebviewPanel, run: LocatedRun, options: CurvesPanelOptions): void {
  const { webview } = panel;
  const pages = Uri.joinPath(options.extension, 'dist', 'webviews');
  webview.options = { enableScripts: true, localResourceRoots: [pages] };
  const server = connectServer<CurvesApi>(
    webviewPort(webview),
    handlersFor(run, options, () => feed.snapshot()),
  );
  const feed = new CurvesFeed(
    () => run.store.read(run.manifest.id),
    (type, value) => {
      server.emit(type, value);
    },
  );
  const subscriptions = Disposable.from(
    options.library.onDidChange((event) => {
      if (event.key !== run.key) return;
      if (event.type === 'removed') panel.dispose();
      else
        feed.take(event).catch((error: unknown) => {
          options.log.error(error instanceof Error ? error : String(error));
        });
    }),
    panel.onDidChangeViewState(() => {
      if (!panel.visible) feed.pause();
    }),
  );
  panel.onDidDispose(() => {
    subscriptions.dispose();
    server.close();
  });
  panel.iconPath = {
    light: Uri.joinPath(options.extension, 'media', 'spec-light.svg'),
    dark: Uri.joinPath(options.extension, 'media', 'spec-dark.svg'),
  };
  webview.html = buildWebviewHtml({
    title: run.manifest.name,
    loading: run.manifest.status === 'running' ? t('Preparing data…') : t('Loading…'),
    script: webview.asWebviewUri(Uri.joinPath(pages, 'curves.js')).toString(),
    style: webview.asWebviewUri(Uri.joinPath(pages, 'curves.css')).toString(),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    language: env.language,
    l10nContents: l10n.bundle === undefined ? undefined : JSON.stringify(l10n.bundle),
  });
}

function handlersFor(
  run: LocatedRun,
  { stopTraining }: CurvesPanelOptions,
  ready: Handlers<CurvesApi>['ready'],
): Handlers<CurvesApi> {
  return {
    ready,
    exportFile: (file) => saveExport(file, run),
    stopTraining: async () => {
      await stopTraining(run.key);
      return null;
    },
  };
}

/** Asks for a place, first beside the spec, and writes there. */
async function saveExport({ name, content }: ExportFile, { manifest }: LocatedRun): Promise<boolean> {
  const ending = extname(name).slice(1);
  const target = await window.showSaveDialog({
    // Only the last part of what the page proposes: a page does not choose folders.
    defaultUri: Uri.joinPath(Uri.file(manifest.spec), '..', basename(name)),
    filters: { [ending.toUpperCase()]: [ending] },
  });
  if (target === undefined) return false;
  try {
    await workspace.fs.writeFile(target, content);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(t('Could not write {0}: {1}', target.fsPath, reason), { cause: error });
  }
}
