import { getLanguageService, TextDocument, type ASTNode } from 'vscode-json-languageservice';

/** A parsed text: its tree, and the way from offsets to nodes and back. */
export interface JsonDocument {
  readonly root: ASTNode | undefined;
}

/** Parses JSON with comments and trailing commas, as far as the text goes. */
export function parseDocument(text: string): JsonDocument {
  const source = TextDocument.create('spec.lstm.json', 'jsonc', 0, text);
  return { root: getLanguageService({}).parseJSONDocument(source).root };
}
