import type { LayerPlan, Plan, Task } from '../../contracts/plan.ts';
import type { Problem } from '../../contracts/problem.ts';
import { checkAssertions, readAssertions } from './assertions.ts';
import { buildModel, type Model } from './buildModel.ts';
import { buildPlan } from './buildPlan.ts';
import { checkData } from './checkData.ts';
import { checkEffects } from './checkEffects.ts';
import { checkFrozen, checkLearning } from './checkFrozen.ts';
import { checkLayers, checkLengths, checkPadding } from './checkLayers.ts';
import { checkProbes } from './checkProbes.ts';
import { checkSchedule } from './checkSchedule.ts';
import { checkSearch } from './checkSearch.ts';
import { checkSplit } from './checkSplit.ts';
import { checkStructure } from './checkStructure.ts';
import { checkStates } from './checkStates.ts';
import { checkTraining } from './checkTraining.ts';
import { parseDocument, valueOf, type JsonDocument } from './jsonDocument.ts';
import { tidyProblems } from './problem.ts';
import { readSections, type Sections } from './readSections.ts';
import { toProblem, type Remark } from './remark.ts';
import { taskOf } from './task.ts';
import { collectUntrainable } from './untrainable.ts';

/** Everything that is known about one text of a spec. */
export interface Analysis {
  readonly text: string;
  readonly document: JsonDocument;
  readonly problems: readonly Problem[];
  /** Those of the problems that are no mistakes, but ask for more than this version's engine trains: GS15xx. */
  readonly untrainable: readonly Problem[];
  /** The layers whose shapes could be inferred, in the order of computation; the head too where all are sound. */
  readonly layers: readonly LayerPlan[];
  /** `null` where the types of input and target are not known, or do not go together. */
  readonly task: Task | null;
  /** `null` exactly where a problem is an error. */
  readonly plan: Plan | null;
}

/** Reads a spec: never throws, whatever the text. `fileName` gives the name of a spec that has none. */
export async function analyse(text: string, fileName: string): Promise<Analysis> {
  const document = parseDocument(text);
  const structure = await checkStructure(document);
  const sections = readSections(document.root, structure);
  const task = sections.data === null ? null : taskOf(sections.data);
  const model = modelOf(sections, task);
  const remarks = [...checkMeaning(document, sections, task, model), ...checkEffects(document.root, sections)];
  const found = remarks.map((remark) => toProblem(document.root, remark));
  const untrainable = collectUntrainable(document.root);
  const problems = tidyProblems([...structure, ...found, ...untrainable]);
  const plan = problems.some(({ severity }) => severity === 'error')
    ? null
    : planOf(nameOf(document, fileName), sections, task, model);
  return { text, document, problems, untrainable, layers: model?.layers ?? [], task, plan };
}

function modelOf({ data, layers, names, training }: Sections, task: Task | null): Model | null {
  if (data === null) return null;
  const frozen = training?.initializeFrom?.freeze ?? [];
  return buildModel({ data, task, loss: training?.loss, layers, names, frozen });
}

function checkMeaning(
  { root }: JsonDocument,
  sections: Sections,
  task: Task | null,
  model: Model | null,
): readonly Remark[] {
  const { data, training, search, probes, assertions } = sections;
  const measured = { metrics: training?.metrics, task, data };
  return [
    ...(data === null ? [] : [...checkData(data), ...checkSplit(data)]),
    ...checkLayers(sections),
    ...checkFrozen(sections),
    ...checkStates(sections),
    ...(model === null ? [] : [...model.remarks, ...checkLengths(model.layers), ...checkLearning(model.layers)]),
    ...(model === null || data === null ? [] : checkPadding(model.layers, data)),
    ...(training === null ? [] : [...checkTraining(training, data, task), ...checkSchedule(training)]),
    ...(search === null || search === undefined ? [] : checkSearch(root, search, measured)),
    ...(probes === null ? [] : checkProbes(probes, data)),
    ...(assertions === null ? [] : checkAssertions(assertions, measured)),
  ];
}

function planOf(name: string, sections: Sections, task: Task | null, model: Model | null): Plan | null {
  const { data, training, search, probes, assertions } = sections;
  if (data === null || training === null || model === null || task === null) return null;
  const parts = { name, task, data, model, training, search: search ?? undefined, probes: probes ?? [] };
  return buildPlan({ ...parts, assertions: readAssertions(assertions ?? []) });
}

function nameOf({ root }: JsonDocument, fileName: string): string {
  const given = valueOf(root, 'name');
  if (given?.type === 'string' && given.value !== '') return given.value;
  const base = fileName.split(/[\\/]/).at(-1) ?? fileName;
  return base.replace(/(\.lstm)?\.jsonc?$/i, '');
}
