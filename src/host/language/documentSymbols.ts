import { DocumentSymbol, languages, SymbolKind, type Disposable, type TextDocument } from 'vscode';
import { symbols, type SpecSymbol } from '../../core/spec/symbols.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';

/** Lists the parts of a spec for outline, breadcrumbs and “Go to Symbol”. */
export function registerDocumentSymbols(analyses: DocumentAnalyses): Disposable {
  return languages.registerDocumentSymbolProvider(SPEC_DOCUMENTS, {
    async provideDocumentSymbols(document) {
      const analysis = await analyses.ifStill(document);
      return analysis === undefined ? undefined : symbols(analysis).map((symbol) => toDocumentSymbol(document, symbol));
    },
  });
}

function toDocumentSymbol(document: TextDocument, symbol: SpecSymbol): DocumentSymbol {
  const range = documentRange(document, symbol.range);
  const selection = documentRange(document, symbol.selectionRange);
  const answer = new DocumentSymbol(symbol.name, symbol.detail, toSymbolKind(symbol.kind), range, selection);
  answer.children = symbol.children.map((child) => toDocumentSymbol(document, child));
  return answer;
}

function toSymbolKind(kind: SpecSymbol['kind']): SymbolKind {
  switch (kind) {
    case 'section':
      return SymbolKind.Module;
    case 'layer':
      return SymbolKind.Class;
    case 'object':
      return SymbolKind.Object;
    case 'list':
      return SymbolKind.Array;
    case 'text':
      return SymbolKind.String;
    case 'number':
      return SymbolKind.Number;
    case 'flag':
      return SymbolKind.Boolean;
    case 'nothing':
      return SymbolKind.Null;
  }
}
