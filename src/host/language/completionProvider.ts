import {
  CompletionItem,
  CompletionItemKind,
  languages,
  MarkdownString,
  SnippetString,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { complete } from '../../core/spec/complete.ts';
import type { Completion, CompletionKind } from '../../core/spec/complete/completion.ts';
import { completeSource } from './completeSource.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';
import { runCandidates, type Surroundings } from './surroundings.ts';
import { toTextEdits } from './toTextEdits.ts';

/** What begins a key, a value, an item, or the next part of a path. */
const TRIGGERS = ['"', ':', ',', '{', '[', ' ', '/'];

/** Offers keys, values, columns, layers, runs and files where the cursor stands. */
export function registerCompletion(analyses: DocumentAnalyses, { readings, runs }: Surroundings): Disposable {
  const provider = {
    async provideCompletionItems(
      document: TextDocument,
      position: Parameters<TextDocument['offsetAt']>[0],
    ): Promise<CompletionItem[] | undefined> {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      const offset = document.offsetAt(position);
      const facts = await readings.soon(document.uri, analysis);
      const around = { facts, runs: runCandidates(document.uri, runs) };
      const offers = [...complete(analysis, offset, around), ...(await completeSource(document.uri, analysis, offset))];
      return document.getText() === analysis.text ? offers.map((offer) => toItem(document, offer)) : undefined;
    },
  };
  return languages.registerCompletionItemProvider(SPEC_DOCUMENTS, provider, ...TRIGGERS);
}

function toItem(document: TextDocument, offer: Completion): CompletionItem {
  const item = new CompletionItem(offer.label, toItemKind(offer.kind));
  item.insertText = new SnippetString(offer.insertText);
  item.range = documentRange(document, offer.range);
  item.filterText = offer.filterText;
  item.sortText = offer.sortText;
  if (offer.detail !== '') item.detail = offer.detail;
  if (offer.documentation !== '') item.documentation = new MarkdownString(offer.documentation);
  if (offer.additionalEdits.length > 0) item.additionalTextEdits = toTextEdits(document, offer.additionalEdits);
  if (offer.retrigger) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

function toItemKind(kind: CompletionKind): CompletionItemKind {
  switch (kind) {
    case 'key':
      return CompletionItemKind.Property;
    case 'word':
      return CompletionItemKind.EnumMember;
    case 'value':
      return CompletionItemKind.Value;
    case 'variant':
      return CompletionItemKind.Class;
    case 'column':
      return CompletionItemKind.Field;
    case 'layer':
      return CompletionItemKind.Variable;
    case 'run':
      return CompletionItemKind.Reference;
    case 'path':
      return CompletionItemKind.File;
  }
}
