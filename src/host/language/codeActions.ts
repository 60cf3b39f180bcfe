import {
  CodeAction,
  CodeActionKind,
  languages,
  WorkspaceEdit,
  type CodeActionContext,
  type Diagnostic,
  type Disposable,
  type Range,
  type TextDocument,
} from 'vscode';
import { t } from '@vscode/l10n';
import type { Problem } from '../../contracts/problem.ts';
import { factsOf } from '../../core/data/facts/dataSample.ts';
import type { Analysis } from '../../core/spec/analyse.ts';
import { fixAll, fixesFor } from '../../core/spec/fixes.ts';
import type { TextEdit } from '../../core/spec/textEdit.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';
import { compareWithDisk, type Comparison, type Surroundings } from './surroundings.ts';
import { isDiagnosticOf } from './toDiagnostic.ts';
import { toTextEdits } from './toTextEdits.ts';

/** What `editor.codeActionsOnSave` and “Fix All” ask for. */
const FIX_ALL = CodeActionKind.SourceFixAll.append('gatescope');

/** What is known when actions are asked for. */
interface Situation extends Comparison {
  readonly document: TextDocument;
  readonly analysis: Analysis;
}

/** Offers what mends the problems under the cursor, and all that can be mended at once. */
export function registerCodeActions(analyses: DocumentAnalyses, around: Surroundings): Disposable {
  const provider = {
    async provideCodeActions(
      document: TextDocument,
      range: Range,
      context: CodeActionContext,
    ): Promise<CodeAction[] | undefined> {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      const comparison = await compareWithDisk(document.uri, analysis, around);
      if (document.getText() !== analysis.text) return undefined;
      const situation = { document, analysis, ...comparison };
      const { only } = context;
      return [
        ...(only === undefined || only.contains(CodeActionKind.QuickFix) ? quickFixes(situation, range, context) : []),
        ...(only?.contains(FIX_ALL) === true || only === undefined ? sourceFixes(situation) : []),
      ];
    },
  };
  const providedCodeActionKinds = [CodeActionKind.QuickFix, FIX_ALL];
  return languages.registerCodeActionsProvider(SPEC_DOCUMENTS, provider, { providedCodeActionKinds });
}

function quickFixes(situation: Situation, range: Range, context: CodeActionContext): CodeAction[] {
  const { document, analysis, problems } = situation;
  return [...analysis.problems, ...problems]
    .filter((problem) => documentRange(document, problem.range).intersection(range) !== undefined)
    .flatMap((problem) => fixesOf(situation, problem, context.diagnostics));
}

function fixesOf(situation: Situation, problem: Problem, diagnostics: readonly Diagnostic[]): CodeAction[] {
  const { document, analysis } = situation;
  return fixesFor(analysis, problem, factsOf(situation.reading)).map(({ title, edits, preferred }) => {
    const action = toAction(document, title, CodeActionKind.QuickFix, edits);
    action.isPreferred = preferred;
    action.diagnostics = diagnostics.filter((diagnostic) => isDiagnosticOf(document, problem, diagnostic));
    return action;
  });
}

function sourceFixes(situation: Situation): CodeAction[] {
  const edits = fixAll(situation.analysis, factsOf(situation.reading));
  if (edits.length === 0) return [];
  return [toAction(situation.document, t('Fix what can be fixed without guessing'), FIX_ALL, edits)];
}

function toAction(document: TextDocument, title: string, kind: CodeActionKind, edits: readonly TextEdit[]): CodeAction {
  const action = new CodeAction(title, kind);
  action.edit = new WorkspaceEdit();
  action.edit.set(document.uri, toTextEdits(document, edits));
  return action;
}
