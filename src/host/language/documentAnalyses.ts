import { basename } from 'node:path';
import type { DocumentFilter, TextDocument } from 'vscode';
import type { Analysis } from '../../core/spec/analyse.ts';

/** Language id of specs. */
export const SPEC_LANGUAGE = 'lstm-json';

type Analyse = (text: string, fileName: string) => Promise<Analysis>;

/** Specs in editors: saved ones, and those that are not saved yet. */
export const SPEC_DOCUMENTS: DocumentFilter[] = ['file', 'untitled'].map((scheme) => ({
  language: SPEC_LANGUAGE,
  scheme,
}));

/** What is known about each open document, worked out once a version, whoever asks. */
export class DocumentAnalyses {
  readonly #analyse: Analyse;
  readonly #latest = new WeakMap<TextDocument, { readonly version: number; readonly analysis: Promise<Analysis> }>();

  constructor(analyse: Analyse) {
    this.#analyse = analyse;
  }

  /** Analyses the document as it stands now. */
  of(document: TextDocument): Promise<Analysis> {
    const known = this.#latest.get(document);
    if (known?.version === document.version) return known.analysis;
    const analysis = this.#analyse(document.getText(), basename(document.fileName));
    this.#latest.set(document, { version: document.version, analysis });
    return analysis;
  }

  /** Analyses the document; `undefined` where it was changed meanwhile: the answer would point at wrong places. */
  async ifStill(document: TextDocument): Promise<Analysis | undefined> {
    const { version } = document;
    const analysis = await this.of(document);
    return document.version === version && !document.isClosed ? analysis : undefined;
  }
}
