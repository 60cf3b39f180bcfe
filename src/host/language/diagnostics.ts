import {
  Disposable,
  languages,
  workspace,
  type DiagnosticCollection,
  type LogOutputChannel,
  type TextDocument,
  type Uri,
} from 'vscode';
import type { Problem } from '../../contracts/problem.ts';
import type { Analysis } from '../../core/spec/analyse.ts';
import { problemCodes } from '../../core/spec/problemCodes.ts';
import { SPEC_LANGUAGE, type DocumentAnalyses } from './documentAnalyses.ts';
import { compareWithDisk, type Surroundings } from './surroundings.ts';
import { toDiagnostic } from './toDiagnostic.ts';

/** Milliseconds without a keystroke before a changed document is analysed. */
const PAUSE = 150;

/** Milliseconds between two looks for a run that is missing: the event of its coming may be missed. */
const LOOK_INTERVAL = 1000;

/** What diagnostics are made of. */
export interface DiagnosticsOptions {
  readonly analyses: DocumentAnalyses;
  readonly around: Surroundings;
  /** Folder with a page for each code. */
  readonly pages: Uri;
  readonly log: LogOutputChannel;
}

/** Underlines the problems of every open spec, a moment after each change, and those with its data and runs when they are read. */
export function registerDiagnostics(options: DiagnosticsOptions): Disposable {
  return Disposable.from(new Diagnostics(options));
}

class Diagnostics {
  readonly #options: DiagnosticsOptions;
  readonly #ofSpecs: DiagnosticCollection = languages.createDiagnosticCollection('gatescope');
  /** Apart, so that they stay where they are while a changed spec is compared with its data and runs. */
  readonly #ofDisk: DiagnosticCollection = languages.createDiagnosticCollection('gatescope-disk');
  readonly #timers = new Map<TextDocument, NodeJS.Timeout>();
  readonly #subscriptions: Disposable;

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
    this.#subscriptions = Disposable.from(
      this.#ofSpecs,
      this.#ofDisk,
      workspace.onDidOpenTextDocument((document) => {
        this.#schedule(document, 0);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#schedule(document, PAUSE);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
      options.around.readings.onDidChange(() => {
        this.#scheduleAll();
      }),
      options.around.runs.onDidChange(({ type }) => {
        // A run that goes on changes nothing for those who name it.
        if (type === 'run' || type === 'removed') this.#scheduleAll();
      }),
    );
    this.#scheduleAll();
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#subscriptions.dispose();
  }

  #scheduleAll(): void {
    for (const document of workspace.textDocuments) this.#schedule(document, 0);
  }

  #schedule(document: TextDocument, pause: number): void {
    if (document.languageId !== SPEC_LANGUAGE) return;
    clearTimeout(this.#timers.get(document));
    const timer = setTimeout(() => {
      this.#timers.delete(document);
      void this.#refresh(document);
    }, pause);
    this.#timers.set(document, timer);
  }

  async #refresh(document: TextDocument): Promise<void> {
    const { analyses, log } = this.#options;
    try {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return;
      this.#show(this.#ofSpecs, document, analysis.problems);
      await this.#compare(document, analysis);
    } catch (error) {
      // Analysis has no errors but defects: nothing that a person who types should be interrupted with.
      log.error(error instanceof Error ? error : String(error));
    }
  }

  /** What was typed meanwhile is compared in a turn of its own. */
  async #compare(document: TextDocument, analysis: Analysis): Promise<void> {
    const { version } = document;
    const { problems } = await compareWithDisk(document.uri, analysis, this.#options.around);
    if (document.version !== version || document.isClosed) return;
    this.#show(this.#ofDisk, document, problems);
    if (problems.some(({ code }) => code === problemCodes.runMissing)) this.#schedule(document, LOOK_INTERVAL);
  }

  #show(collection: DiagnosticCollection, document: TextDocument, problems: readonly Problem[]): void {
    collection.set(
      document.uri,
      problems.map((problem) => toDiagnostic(document, problem, this.#options.pages)),
    );
  }

  /** VS Code also closes and reopens a document whose language changes. */
  #forget(document: TextDocument): void {
    clearTimeout(this.#timers.get(document));
    this.#timers.delete(document);
    this.#ofSpecs.delete(document.uri);
    this.#ofDisk.delete(document.uri);
  }
}
