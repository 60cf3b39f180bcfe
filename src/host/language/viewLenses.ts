import { t } from '@vscode/l10n';
import { CodeLens, languages, type Command, type Disposable, type Uri } from 'vscode';
import { lenses, type SpecLens } from '../../core/spec/lenses.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';

/** Puts “Preview Data” above the data of a spec and “Describe” above its layers. */
export function registerViewLenses(analyses: DocumentAnalyses): Disposable {
  return languages.registerCodeLensProvider(SPEC_DOCUMENTS, {
    async provideCodeLenses(document) {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      return lenses(analysis).flatMap(({ kind, range }) => {
        const command = commandOf(kind, document.uri);
        return command === undefined ? [] : [new CodeLens(documentRange(document, range), command)];
      });
    },
  });
}

function commandOf(kind: SpecLens['kind'], spec: Uri): Command | undefined {
  switch (kind) {
    case 'previewData':
      return {
        command: 'gatescope.previewData',
        title: `$(table)\u00A0${t('Preview Data')}`,
        tooltip: t('Columns, values and the first window of the data'),
        arguments: [spec],
      };
    case 'describe':
      return {
        command: 'gatescope.describeModel',
        title: `$(list-flat)\u00A0${t('Describe')}`,
        tooltip: t('Layers, shapes and parameters of this model as a table'),
        arguments: [spec],
      };
    case 'train':
    case 'inspect':
      // They have to know of trainings and runs: `registerTrainLens`.
      return undefined;
  }
}
