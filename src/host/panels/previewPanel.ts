import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import {
  commands,
  Disposable,
  env,
  FileType,
  l10n,
  Uri,
  ViewColumn,
  workspace,
  type LogOutputChannel,
  type TextDocument,
  type WebviewPanel,
} from 'vscode';
import type { PreviewApi, PreviewSnapshot } from '../../contracts/preview.ts';
import { connectServer } from '../../contracts/rpc.ts';
import { collectPreview } from '../../core/data/facts/collectPreview.ts';
import type { Analysis } from '../../core/spec/analyse.ts';
import { openDataView } from '../../core/spec/against/dataView.ts';
import type { DataReadings } from '../shared/dataReadings.ts';
import { buildWebviewHtml } from '../shared/webviewHtml.ts';
import { webviewPort } from '../shared/webviewPort.ts';

/** What a data page needs of the rest of the editor. */
export interface PreviewPanelOptions {
  readonly analyse: (document: TextDocument) => Promise<Analysis>;
  readonly readings: DataReadings;
  /** Folder of the extension, which holds the page. */
  readonly extension: Uri;
  readonly log: LogOutputChannel;
}

/** Milliseconds without a keystroke before the page of a changed spec is renewed. */
const PAUSE = 300;

/** Fills a webview panel with the data of one spec, and keeps it up to date until it is closed. */
export function attachPreviewPage(panel: WebviewPanel, spec: Uri, options: PreviewPanelOptions): void {
  const { webview } = panel;
  const pages = Uri.joinPath(options.extension, 'dist', 'webviews');
  webview.options = { enableScripts: true, localResourceRoots: [pages] };
  const snapshot = (): Promise<PreviewSnapshot> => takeSnapshot(spec, options);
  const server = connectServer<PreviewApi>(webviewPort(webview), {
    ready: snapshot,
    openSource: async () => {
      await openSource(spec, options);
      return null;
    },
  });
  const renew = async (): Promise<void> => {
    try {
      server.emit('changed', await snapshot());
    } catch (error) {
      options.log.error(error instanceof Error ? error : String(error));
    }
  };
  const watching = watchSpec(spec, options, () => {
    // A hidden page asks again when it is shown.
    if (panel.visible) void renew();
  });
  panel.onDidDispose(() => {
    watching.dispose();
    server.close();
  });
  panel.iconPath = {
    light: Uri.joinPath(options.extension, 'media', 'spec-light.svg'),
    dark: Uri.joinPath(options.extension, 'media', 'spec-dark.svg'),
  };
  webview.html = buildWebviewHtml({
    title: panel.title,
    script: webview.asWebviewUri(Uri.joinPath(pages, 'preview.js')).toString(),
    style: webview.asWebviewUri(Uri.joinPath(pages, 'preview.css')).toString(),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    language: env.language,
    loading: l10n.t('Reading the data…'),
    l10nContents: l10n.bundle === undefined ? undefined : JSON.stringify(l10n.bundle),
  });
}

async function takeSnapshot(spec: Uri, { analyse, readings }: PreviewPanelOptions): Promise<PreviewSnapshot> {
  const analysis = await analyse(await workspace.openTextDocument(spec));
  const data = await readings.sampleOf(spec, analysis);
  const name = analysis.plan?.name ?? basename(spec.path);
  return collectPreview({ spec: spec.toString(), name }, analysis, data);
}

async function openSource(spec: Uri, { analyse }: PreviewPanelOptions): Promise<void> {
  const { document } = await analyse(await workspace.openTextDocument(spec));
  const source = openDataView(document.root).text(['data', 'source']);
  if (source === null) return;
  const isAbsolute = /^(?:[\\/]|[A-Za-z]:[\\/])/.test(source);
  const target = isAbsolute ? Uri.file(source) : Uri.joinPath(spec, '..', source);
  const { type } = await workspace.fs.stat(target);
  const isFolder = (type & FileType.Directory) !== 0;
  if (isFolder) await commands.executeCommand('revealInExplorer', target);
  else await commands.executeCommand('vscode.open', target, ViewColumn.Beside);
}

/** Calls back a moment after the spec or its data changed. */
function watchSpec(spec: Uri, { readings }: PreviewPanelOptions, renew: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const renewSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(renew, PAUSE);
  };
  return Disposable.from(
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === spec.toString()) renewSoon();
    }),
    readings.onDidChange(renewSoon),
    new Disposable(() => {
      clearTimeout(timer);
    }),
  );
}
