import { t } from '@vscode/l10n';
import { Disposable, Uri, type LogOutputChannel } from 'vscode';
import { analyse } from '../../core/spec/analyse.ts';
import type { DataReadings } from '../shared/dataReadings.ts';
import { pickSpec } from '../shared/pickSpec.ts';
import { registerCommands } from '../shared/registerCommands.ts';
import { registerCodeActions } from './codeActions.ts';
import { registerCompletion } from './completionProvider.ts';
import { registerDefinition } from './definitionProvider.ts';
import { registerDiagnostics } from './diagnostics.ts';
import type { DocumentAnalyses } from './documentAnalyses.ts';
import { registerDocumentLinks } from './documentLinks.ts';
import { registerDocumentSymbols } from './documentSymbols.ts';
import { registerFolding } from './foldingProvider.ts';
import { registerFormatting } from './formattingProvider.ts';
import { registerHover } from './hoverProvider.ts';
import { registerInlayHints } from './inlayHintProvider.ts';
import { ModelDescriptions } from './modelDescriptions.ts';
import { newModelFromDataFile } from './newModelFromDataFile.ts';
import { newModelFromTemplate } from './newModelFromTemplate.ts';
import { registerReferences } from './referenceProvider.ts';
import { registerRename } from './renameProvider.ts';
import { registerSelectionRanges } from './selectionProvider.ts';
import { registerSemanticTokens } from './semanticTokenProvider.ts';
import type { SpecRuns } from './specRuns.ts';
import { registerTrainLens, type SpecTraining } from './trainLens.ts';
import { registerViewLenses } from './viewLenses.ts';

/** What the editor of specs needs of the rest. */
export interface LanguageOptions {
  readonly analyses: DocumentAnalyses;
  readonly readings: DataReadings;
  readonly runs: SpecRuns;
  readonly training: SpecTraining;
  /** Folder of the extension, with its templates and pages. */
  readonly extension: Uri;
  readonly log: LogOutputChannel;
}

/** Registers everything that an editor does with a spec, and the commands that make new ones. */
export function registerLanguage({ analyses, readings, runs, training, extension, log }: LanguageOptions): Disposable {
  const descriptions = new ModelDescriptions(analyses);
  const around = { readings, runs };
  return Disposable.from(
    descriptions,
    registerDiagnostics({ analyses, around, pages: Uri.joinPath(extension, 'docs', 'problems'), log }),
    registerCodeActions(analyses, around),
    registerCompletion(analyses, around),
    registerHover(analyses),
    registerInlayHints(analyses, around),
    registerSemanticTokens(analyses),
    registerTrainLens(analyses, runs, training),
    registerViewLenses(analyses),
    registerDocumentSymbols(analyses),
    registerDefinition(analyses),
    registerReferences(analyses),
    registerRename(analyses),
    registerDocumentLinks(analyses),
    registerFolding(analyses),
    registerSelectionRanges(analyses),
    registerFormatting(analyses),
    registerCommands(log, {
      async describeModel(argument) {
        const spec = await pickSpec(argument, t('Choose a model to describe'));
        if (spec !== undefined) await descriptions.show(spec);
      },
      newModelFromTemplate: () => newModelFromTemplate(Uri.joinPath(extension, 'samples'), analyse),
      newModelFromDataFile,
    }),
  );
}
