import type { LayerPlan, Plan } from '../../contracts/plan.ts';
import type { Problem } from '../../contracts/problem.ts';
import { buildModel, type Model } from './buildModel.ts';
import { buildPlan } from './buildPlan.ts';
import { checkData } from './checkData.ts';
import { checkEffects } from './checkEffects.ts';
import { checkLayers } from './checkLayers.ts';
import { checkNumbers } from './checkNumbers.ts';
import { checkStructure } from './checkStructure.ts';
import { checkTraining } from './checkTraining.ts';
import { parseDocument, valueOf, type JsonDocument } from './jsonDocument.ts';
import { tidyProblems } from './problem.ts';
import { readSections, type Sections } from './readSections.ts';
import { toProblem, type Remark } from './remark.ts';

/** Everything that is known about one text of a spec. */
export interface Analysis {
  readonly text: string;
  readonly document: JsonDocument;
  readonly problems: readonly Problem[];
  /** The layers whose shapes could be inferred, from the first on; the head too where the chain is sound. */
  readonly layers: readonly LayerPlan[];
  /** `null` exactly where a problem is an error. */
  readonly plan: Plan | null;
}

/** Reads a spec: never throws, whatever the text. `fileName` gives the name of a spec that has none. */
export async function analyse(text: string, fileName: string): Promise<Analysis> {
  const document = parseDocument(text);
  const structure = [...(await checkStructure(document)), ...checkNumbers(document.root)];
  const sections = readSections(document.root, structure);
  const model = sections.data === null ? null : buildModel(sections.data, sections.layers);
  const remarks = [...checkMeaning(sections, model), ...checkEffects(document.root, sections)];
  const problems = tidyProblems([...structure, ...remarks.map((remark) => toProblem(document.root, remark))]);
  const name = nameOf(document, fileName);
  return { text, document, problems, layers: model?.layers ?? [], plan: planOf(name, sections, model, problems) };
}

function checkMeaning({ data, layers, training }: Sections, model: Model | null): readonly Remark[] {
  return [
    ...(data === null ? [] : checkData(data)),
    ...checkLayers(layers),
    ...(model?.remarks ?? []),
    ...(training === null ? [] : checkTraining(training, data)),
  ];
}

function planOf(
  name: string,
  { data, training }: Sections,
  model: Model | null,
  problems: readonly Problem[],
): Plan | null {
  if (problems.some(({ severity }) => severity === 'error')) return null;
  if (data === null || training === null || model === null) return null;
  return buildPlan({ name, data, inputShape: model.inputShape, layers: model.layers, training });
}

function nameOf({ root }: JsonDocument, fileName: string): string {
  const given = valueOf(root, 'name');
  if (given?.type === 'string' && given.value !== '') return given.value;
  const base = fileName.split(/[\\/]/).at(-1) ?? fileName;
  return base.replace(/(\.lstm)?\.jsonc?$/i, '');
}
