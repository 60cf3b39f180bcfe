import { basename } from 'node:path';
import { t } from '@vscode/l10n';
import { Disposable, EventEmitter, Uri, workspace, type TextDocument, type TextDocumentContentProvider } from 'vscode';
import { showMarkdown } from '../shared/showMarkdown.ts';
import type { DocumentAnalyses } from './documentAnalyses.ts';
import { modelTable } from './modelTable.ts';

const SCHEME = 'gatescope-description';

/** Milliseconds without a keystroke before an open description is written anew. */
const PAUSE = 300;

/** Read-only documents that describe the models of specs, and follow them while they are written. */
export class ModelDescriptions implements TextDocumentContentProvider, Disposable {
  readonly #analyses: DocumentAnalyses;
  readonly #changes = new EventEmitter<Uri>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: Disposable;

  readonly onDidChange = this.#changes.event;

  constructor(analyses: DocumentAnalyses) {
    this.#analyses = analyses;
    this.#subscriptions = Disposable.from(
      this.#changes,
      workspace.registerTextDocumentContentProvider(SCHEME, this),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#changedSoon(document);
      }),
    );
  }

  /** Opens the description of a spec beside it. */
  async show(spec: Uri): Promise<void> {
    await showMarkdown(describing(spec));
  }

  async provideTextDocumentContent(description: Uri): Promise<string> {
    const spec = await workspace.openTextDocument(Uri.parse(description.query, true));
    const { plan, problems } = await this.#analyses.of(spec);
    if (plan !== null) return modelTable(plan);
    const first = problems.find(({ severity }) => severity === 'error');
    const line = first === undefined ? 0 : spec.positionAt(first.range.start).line + 1;
    const reason = first === undefined ? '' : `\n${t('Line {0}: {1}', line, first.message)}\n`;
    return `${t('The model can be described when its spec has no errors.')}\n${reason}`;
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  #changedSoon({ uri }: TextDocument): void {
    const description = describing(uri);
    const key = description.toString();
    if (!workspace.textDocuments.some((open) => open.uri.toString() === key)) return;
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      this.#changes.fire(description);
    }, PAUSE);
    this.#timers.set(key, timer);
  }
}

function describing(spec: Uri): Uri {
  const name = basename(spec.path).replace(/(?:\.lstm)?\.json$/, '');
  return Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: spec.toString() });
}
