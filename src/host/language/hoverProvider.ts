import { Hover, languages, MarkdownString, type Disposable } from 'vscode';
import { hover } from '../../core/spec/hover.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';

/** Explains the key or value under the cursor. */
export function registerHover(analyses: DocumentAnalyses): Disposable {
  return languages.registerHoverProvider(SPEC_DOCUMENTS, {
    async provideHover(document, position) {
      const analysis = await analyses.ifStill(document);
      const answer = analysis === undefined ? null : hover(analysis, document.offsetAt(position));
      return answer === null
        ? undefined
        : new Hover(new MarkdownString(answer.markdown), documentRange(document, answer.range));
    },
  });
}
