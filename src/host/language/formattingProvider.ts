import { Disposable, languages, type FormattingOptions, type Range, type TextDocument, type TextEdit } from 'vscode';
import type { OffsetRange } from '../../contracts/problem.ts';
import { format } from '../../core/spec/format.ts';
import { formatRange } from '../../core/spec/formatRange.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { toTextEdits } from './toTextEdits.ts';

/** Lays out a spec, or the lines of it that are selected. */
export function registerFormatting(analyses: DocumentAnalyses): Disposable {
  const layOut = async (
    document: TextDocument,
    options: FormattingOptions,
    range: OffsetRange | null,
  ): Promise<TextEdit[] | undefined> => {
    const analysis = await analyses.ifStill(document);
    if (analysis === undefined) return undefined;
    const { tabSize, insertSpaces } = options;
    const indent = { tabSize, insertSpaces };
    return toTextEdits(document, range === null ? format(analysis, indent) : formatRange(analysis, range, indent));
  };
  return Disposable.from(
    languages.registerDocumentFormattingEditProvider(SPEC_DOCUMENTS, {
      provideDocumentFormattingEdits: (document, options) => layOut(document, options, null),
    }),
    languages.registerDocumentRangeFormattingEditProvider(SPEC_DOCUMENTS, {
      provideDocumentRangeFormattingEdits: (document, range, options) =>
        layOut(document, options, wholeLines(document, range)),
    }),
  );
}

/** From the end of the line before the first to the end of the last: the first one's indentation is formatted, too. */
function wholeLines(document: TextDocument, { start, end }: Range): OffsetRange {
  const before = start.line === 0 ? 0 : document.offsetAt(document.lineAt(start.line - 1).range.end);
  return { start: before, end: document.offsetAt(document.lineAt(end.line).range.end) };
}
