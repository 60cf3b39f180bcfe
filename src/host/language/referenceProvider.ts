import { languages, Location, type Disposable } from 'vscode';
import { references } from '../../core/spec/references.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';

/** Finds every place that names a layer. */
export function registerReferences(analyses: DocumentAnalyses): Disposable {
  return languages.registerReferenceProvider(SPEC_DOCUMENTS, {
    async provideReferences(document, position, { includeDeclaration }) {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      const ranges = references(analysis, document.offsetAt(position), includeDeclaration);
      return ranges.map((range) => new Location(document.uri, documentRange(document, range)));
    },
  });
}
