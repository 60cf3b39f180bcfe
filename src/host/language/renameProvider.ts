import { t } from '@vscode/l10n';
import { languages, WorkspaceEdit, type Disposable, type TextDocument } from 'vscode';
import type { Analysis } from '../../core/spec/analyse.ts';
import { prepareRename, rename } from '../../core/spec/references.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';
import { toTextEdits } from './toTextEdits.ts';

/** Gives a layer another name, everywhere that it is named. A refusal is thrown: the editor shows it at the cursor. */
export function registerRename(analyses: DocumentAnalyses): Disposable {
  const analyse = async (document: TextDocument): Promise<Analysis> => {
    const analysis = await analyses.ifStill(document);
    if (analysis === undefined) throw new Error(t('The spec was changed meanwhile. Try again.'));
    return analysis;
  };
  return languages.registerRenameProvider(SPEC_DOCUMENTS, {
    async prepareRename(document, position) {
      const target = prepareRename(await analyse(document), document.offsetAt(position));
      if ('refusal' in target) throw new Error(target.refusal);
      return { range: documentRange(document, target.range), placeholder: target.placeholder };
    },
    async provideRenameEdits(document, position, newName) {
      const answer = rename(await analyse(document), document.offsetAt(position), newName);
      if ('refusal' in answer) throw new Error(answer.refusal);
      const edit = new WorkspaceEdit();
      edit.set(document.uri, toTextEdits(document, answer.edits));
      return edit;
    },
  });
}
