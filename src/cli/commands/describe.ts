import { t } from '@vscode/l10n';
import type { DataPlan, InputPlan, SplitPlan, TargetPlan } from '../../contracts/dataPlan.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { OptimizerPlan } from '../../contracts/trainingPlan.ts';
import { countParameters } from '../../core/spec/countParameters.ts';
import { describeModel } from '../../core/spec/describeModel.ts';
import { formatShape } from '../../core/spec/formatShape.ts';
import { formatCount } from '../../core/spec/formatCount.ts';
import { formatTable } from '../formatTable.ts';
import { loadSpec } from '../loadSpec.ts';
import type { Outcome } from '../outcome.ts';
import type { Output } from '../output.ts';
import { printProblems } from '../printProblems.ts';
import { invalidSpec } from '../invalidSpec.ts';

/** `gatescope describe FILE`: what a spec means, without reading its data. */
export async function describe(file: string, overrides: readonly string[], output: Output): Promise<Outcome> {
  const spec = await loadSpec(file, overrides);
  printProblems(spec, output, (line) => {
    output.complain(line);
  });
  if (spec.plan === null) return invalidSpec(spec);
  const { plan } = spec;
  for (const line of describePlan(plan)) output.say(line);
  const { name, task, data, model, training } = plan;
  const layers = describeModel(plan);
  const { trainable: parameters, nonTrainable } = countParameters(model.layers);
  return { status: 'completed', reason: '', name, task, layers, parameters, nonTrainable, data, training };
}

function describePlan(plan: Plan): string[] {
  return [
    t('{name} ({task})', { name: plan.name, task: plan.task }),
    '',
    ...describeData(plan.data),
    '',
    ...layOutLayers(plan),
    ...describeTotals(plan),
    '',
    ...describeTraining(plan),
  ];
}

function describeData({ source, input, target, split }: DataPlan): string[] {
  return [t('Data: {source}', { source }), describeInput(input), describeTarget(target), describeSplit(split)];
}

function describeInput(input: InputPlan): string {
  switch (input.type) {
    case 'timeseries':
      return t('  input: {columns}; window size {size}; normalization {normalization}', {
        columns: input.columns.join(', '),
        size: input.windowSize,
        normalization: input.normalization.type,
      });
    case 'text':
      return t('  input: text; tokenizer {tokenizer}', { tokenizer: input.tokenizer });
    case 'image':
      return t('  input: images of {rows} x {columns}, as {form}', imageValues(input.size, input.as));
    case 'video':
      return t('  input: videos of {rows} x {columns}, {form} frames', imageValues(input.size, input.frames));
    case 'vector':
      return t('  input: {columns}', { columns: input.columns.join(', ') });
  }
}

function imageValues([rows, columns]: readonly [number, number], form: string | number) {
  return { rows, columns, form };
}

function describeTarget(target: TargetPlan): string {
  switch (target.type) {
    case 'timeseries':
      return t('  target: {columns}; horizon {horizon}', {
        columns: target.columns.join(', '),
        horizon: target.horizon,
      });
    case 'number':
      return t('  target: {columns}', { columns: target.column });
    case 'category':
    case 'tags':
    case 'text':
    case 'next':
      return t('  target: {columns}', { columns: target.type });
  }
}

function describeSplit(split: SplitPlan): string {
  if (split.type === 'fixed') return t('  split by the column {column}', { column: split.column });
  if (split.type === 'fold') throw new Error('No spec says which fold it is');
  const [train = '', validation = '', test = ''] = split.probabilities.map(
    (share) => `${String(Number((share * 100).toFixed(2)))} %`,
  );
  const values = { kind: split.type, train, validation, test };
  return split.type === 'time'
    ? t('  split by time: {train} train, {validation} validation, {test} test', values)
    : t('  split ({kind}): {train} train, {validation} validation, {test} test', values);
}

/** A count that only the data tells has no number. */
function describeCount(count: number | null): string {
  return count === null ? t('as many as the data needs') : formatCount(count);
}

function describeTotals({ model }: Plan): string[] {
  const { trainable, nonTrainable } = countParameters(model.layers);
  const total = t('Trainable parameters: {count}', { count: describeCount(trainable) });
  return nonTrainable === 0 ? [total] : [total, t('Not trainable: {count}', { count: describeCount(nonTrainable) })];
}

function layOutLayers(plan: Plan): string[] {
  const rows = describeModel(plan).map(({ name, type, outputShape, parameters, trainable, kernel }) => [
    name,
    type,
    outputShape,
    trainable ? describeCount(parameters) : t('{count}, frozen', { count: describeCount(parameters) }),
    kernel,
  ]);
  const head = [t('Layer'), t('Type'), t('Output shape'), t('Parameters'), t('Kernel')];
  const input = ['input', '', formatShape(plan.model.inputShape), '0', ''];
  return formatTable([head, input, ...rows], [3]);
}

function describeTraining({ training }: Plan): string[] {
  const { epochs, batchSize, seed, loss, metrics, optimizer, earlyStopping } = training;
  const lines = [
    t('Training: epochs {epochs}, batch size {batchSize}, seed {seed}', { epochs, batchSize, seed }),
    t('  loss: {loss}; metrics: {metrics}', { loss, metrics: metrics.join(', ') }),
    t('  optimizer: {optimizer}', { optimizer: describeOptimizer(optimizer) }),
  ];
  if (earlyStopping === null) return lines;
  const { monitor, patience } = earlyStopping;
  return [...lines, t('  stops early: by {monitor}, patience {patience}', { patience, monitor })];
}

/** Every setting that has an effect, under its name in the spec. */
function describeOptimizer({ type, ...settings }: OptimizerPlan): string {
  const shown = Object.entries(settings).filter(
    ([name, value]) => value !== null && !(name === 'weightDecay' && value === 0),
  );
  return [type, ...shown.map(([name, value]) => `${name} ${String(value)}`)].join(', ');
}
