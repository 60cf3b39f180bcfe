import { Disposable, EventEmitter, InlayHint, languages, MarkdownString, type TextDocument } from 'vscode';
import { inlayHints, type InlayHint as SpecHint } from '../../core/spec/inlayHints.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import type { SpecRuns } from './specRuns.ts';

/** Shows shapes, parameters, memory and the time of a step behind the layers of a spec. */
export function registerInlayHints(analyses: DocumentAnalyses, runs: SpecRuns): Disposable {
  const changes = new EventEmitter<void>();
  const provider = languages.registerInlayHintsProvider(SPEC_DOCUMENTS, {
    onDidChangeInlayHints: changes.event,
    async provideInlayHints(document, range) {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      const pace = runs.latestOf(document.uri.fsPath)?.manifest.lastEpoch ?? null;
      const hints = inlayHints(analysis, { millisecondsPerStep: pace?.millisecondsPerStep ?? null });
      return hints.map((hint) => toInlayHint(document, hint)).filter(({ position }) => range.contains(position));
    },
  });
  const ends = runs.onDidChange((event) => {
    // A run at work reports each epoch; the pace hardly changes.
    if (event.type === 'run' && event.value.status !== 'running') changes.fire();
  });
  return Disposable.from(changes, provider, ends);
}

function toInlayHint(document: TextDocument, { offset, label, tooltip }: SpecHint): InlayHint {
  const hint = new InlayHint(document.positionAt(offset), label);
  hint.paddingLeft = true;
  if (tooltip !== '') hint.tooltip = new MarkdownString(tooltip);
  return hint;
}
