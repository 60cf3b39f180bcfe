import { Disposable, EventEmitter, InlayHint, languages, MarkdownString, type TextDocument, type Uri } from 'vscode';
import { factsOf } from '../../core/data/facts/dataSample.ts';
import type { Analysis } from '../../core/spec/analyse.ts';
import { inlayHints, type InlayHint as SpecHint } from '../../core/spec/inlayHints.ts';
import type { KnownSizes } from '../../core/spec/resolveModel.ts';
import { sizesOfData } from '../../core/spec/sizesOfData.ts';
import type { DataReadings } from '../shared/dataReadings.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import type { Surroundings } from './surroundings.ts';

/** Shows shapes, parameters, memory and the time of a step behind the layers of a spec. */
export function registerInlayHints(analyses: DocumentAnalyses, around: Surroundings): Disposable {
  const { readings, runs } = around;
  const changes = new EventEmitter<void>();
  const provider = languages.registerInlayHintsProvider(SPEC_DOCUMENTS, {
    onDidChangeInlayHints: changes.event,
    async provideInlayHints(document, range) {
      const { version } = document;
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      const run = runs.latestOf(document.uri.fsPath)?.manifest;
      const sizes = { ...run?.prepared?.sizes, ...(await lookAtSizes(document.uri, analysis, readings)) };
      if (document.version !== version) return undefined;
      const hints = inlayHints(analysis, { sizes, millisecondsPerStep: run?.lastEpoch?.millisecondsPerStep ?? null });
      return hints.map((hint) => toInlayHint(document, hint)).filter(({ position }) => range.contains(position));
    },
  });
  const ends = runs.onDidChange((event) => {
    // A run at work reports each epoch; the pace hardly changes.
    if (event.type === 'run' && event.value.status !== 'running') changes.fire();
  });
  const readAgain = readings.onDidChange(() => {
    changes.fire();
  });
  return Disposable.from(changes, provider, ends, readAgain);
}

/** Sizes that a look at the data of a spec tells. */
async function lookAtSizes(spec: Uri, analysis: Analysis, readings: DataReadings): Promise<KnownSizes> {
  if (analysis.plan === null) return {};
  const facts = factsOf(await readings.of(spec, analysis));
  return facts === null ? {} : sizesOfData(analysis.plan, facts);
}

function toInlayHint(document: TextDocument, { offset, label, tooltip }: SpecHint): InlayHint {
  const hint = new InlayHint(document.positionAt(offset), label);
  hint.paddingLeft = true;
  if (tooltip !== '') hint.tooltip = new MarkdownString(tooltip);
  return hint;
}
