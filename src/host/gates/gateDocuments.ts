import { basename } from 'node:path';
import { t } from '@vscode/l10n';
import { Disposable, EventEmitter, Uri, workspace, type TextDocumentContentProvider } from 'vscode';
import { showMarkdown } from '../shared/showMarkdown.ts';

const SCHEME = 'gatescope-gates';

/** Read-only documents that say what the gates of runs do, one for each run. */
export class GateDocuments implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changes = new EventEmitter<Uri>();
  readonly #registration = workspace.registerTextDocumentContentProvider(SCHEME, this);

  readonly onDidChange = this.#changes.event;

  /** Shows what was found out about the run in the folder `key`, in the place of what stood there before. */
  async show(key: string, text: string): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/${basename(key)}.md`, query: key });
    this.#texts.set(uri.toString(), text);
    this.#changes.fire(uri);
    await showMarkdown(uri);
  }

  /** A window that was reloaded brings documents back, but not what was found out. */
  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? `${t('Inspect the gates of this run again to see what they do.')}\n`;
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changes.dispose();
  }
}
