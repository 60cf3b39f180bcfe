import { languages, SelectionRange, type Disposable, type Position, type TextDocument } from 'vscode';
import type { Analysis } from '../../core/spec/analyse.ts';
import { selectionRanges } from '../../core/spec/selectionRanges.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';

/** Lets a selection grow from a token to its value, its key, its object, and so on. */
export function registerSelectionRanges(analyses: DocumentAnalyses): Disposable {
  return languages.registerSelectionRangeProvider(SPEC_DOCUMENTS, {
    async provideSelectionRanges(document, positions) {
      const analysis = await analyses.ifStill(document);
      return analysis === undefined ? undefined : positions.map((position) => grow(document, analysis, position));
    },
  });
}

/** The innermost range; each knows the one around it. */
function grow(document: TextDocument, analysis: Analysis, position: Position): SelectionRange {
  const whole = new SelectionRange(documentRange(document, { start: 0, end: analysis.text.length }));
  const ranges = selectionRanges(analysis, document.offsetAt(position));
  return ranges.reduceRight((around, range) => new SelectionRange(documentRange(document, range), around), whole);
}
