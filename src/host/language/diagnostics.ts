import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  languages,
  workspace,
  type DiagnosticCollection,
  type LogOutputChannel,
  type TextDocument,
} from 'vscode';
import type { Problem, Severity } from '../../contracts/problem.ts';
import { SPEC_LANGUAGE, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';

/** Milliseconds without a keystroke before a changed document is analysed. */
const PAUSE = 150;

/** Underlines the problems of every open spec, a moment after each change. */
export function registerDiagnostics(analyses: DocumentAnalyses, log: LogOutputChannel): Disposable {
  return Disposable.from(new Diagnostics(analyses, log));
}

class Diagnostics {
  readonly #analyses: DocumentAnalyses;
  readonly #log: LogOutputChannel;
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection('gatescope');
  readonly #timers = new Map<TextDocument, NodeJS.Timeout>();
  readonly #subscriptions: Disposable;

  constructor(analyses: DocumentAnalyses, log: LogOutputChannel) {
    this.#analyses = analyses;
    this.#log = log;
    this.#subscriptions = Disposable.from(
      this.#collection,
      workspace.onDidOpenTextDocument((document) => {
        this.#schedule(document, 0);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#schedule(document, PAUSE);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
    );
    for (const document of workspace.textDocuments) this.#schedule(document, 0);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#subscriptions.dispose();
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
    try {
      const analysis = await this.#analyses.ifStill(document);
      if (analysis === undefined) return;
      this.#collection.set(
        document.uri,
        analysis.problems.map((problem) => toDiagnostic(document, problem)),
      );
    } catch (error) {
      // Analysis has no errors but defects: nothing that a person who types should be interrupted with.
      this.#log.error(error instanceof Error ? error : String(error));
    }
  }

  /** VS Code also closes and reopens a document whose language changes. */
  #forget(document: TextDocument): void {
    clearTimeout(this.#timers.get(document));
    this.#timers.delete(document);
    this.#collection.delete(document.uri);
  }
}

function toDiagnostic(document: TextDocument, problem: Problem): Diagnostic {
  const diagnostic = new Diagnostic(
    documentRange(document, problem.range),
    problem.message,
    toDiagnosticSeverity(problem.severity),
  );
  diagnostic.source = 'GateScope';
  diagnostic.code = problem.code;
  return diagnostic;
}

function toDiagnosticSeverity(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'information':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
  }
}
