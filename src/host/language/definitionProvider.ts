import { languages, Range, type Disposable, type LocationLink, type TextDocument } from 'vscode';
import { definition, type Definition } from '../../core/spec/definition.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';
import { findFile, findRun } from './pathTargets.ts';

/** Leads from a layer's name to the layer, and from the path of data or of a run to the file. */
export function registerDefinition(analyses: DocumentAnalyses): Disposable {
  return languages.registerDefinitionProvider(SPEC_DOCUMENTS, {
    async provideDefinition(document, position) {
      const analysis = await analyses.ifStill(document);
      const found = analysis === undefined ? null : definition(analysis, document.offsetAt(position));
      const link = found === null ? undefined : await toLink(document, found);
      return link === undefined ? undefined : [link];
    },
  });
}

async function toLink(document: TextDocument, found: Definition): Promise<LocationLink | undefined> {
  const originSelectionRange = documentRange(document, found.origin);
  if (found.kind === 'layer') {
    return {
      originSelectionRange,
      targetUri: document.uri,
      targetRange: documentRange(document, found.whole),
      targetSelectionRange: documentRange(document, found.target),
    };
  }
  const find = found.kind === 'file' ? findFile : findRun;
  const target = await find(document.uri, found.path);
  // A folder has no place in an editor.
  if (target === undefined || target.isFolder) return undefined;
  return { originSelectionRange, targetUri: target.uri, targetRange: new Range(0, 0, 0, 0) };
}
