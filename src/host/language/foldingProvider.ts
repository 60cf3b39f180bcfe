import { FoldingRange, FoldingRangeKind, languages, type Disposable } from 'vscode';
import { folding } from '../../core/spec/folding.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';

const KINDS = { comment: FoldingRangeKind.Comment, region: FoldingRangeKind.Region } as const;

/** Folds objects, lists, comments and regions. */
export function registerFolding(analyses: DocumentAnalyses): Disposable {
  return languages.registerFoldingRangeProvider(SPEC_DOCUMENTS, {
    async provideFoldingRanges(document) {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      return folding(analysis).map(
        ({ startLine, endLine, kind }) => new FoldingRange(startLine, endLine, kind && KINDS[kind]),
      );
    },
  });
}
