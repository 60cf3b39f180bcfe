import { languages, SemanticTokensBuilder, SemanticTokensLegend, type Disposable } from 'vscode';
import { semanticTokenModifiers, semanticTokens, semanticTokenTypes } from '../../core/spec/semanticTokens.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';

/** Colours kinds of layers, words of a choice, and names by what they mean. */
export function registerSemanticTokens(analyses: DocumentAnalyses): Disposable {
  const legend = new SemanticTokensLegend([...semanticTokenTypes], [...semanticTokenModifiers]);
  const provider: Parameters<typeof languages.registerDocumentSemanticTokensProvider>[1] = {
    async provideDocumentSemanticTokens(document) {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      const builder = new SemanticTokensBuilder(legend);
      for (const { range, type, modifiers } of semanticTokens(analysis)) {
        const place = documentRange(document, range);
        // The editor knows tokens of one line only.
        if (place.isSingleLine) builder.push(place, type, [...modifiers]);
      }
      return builder.build();
    },
  };
  return languages.registerDocumentSemanticTokensProvider(SPEC_DOCUMENTS, provider, legend);
}
