import { t } from '@vscode/l10n';
import type { DataPlan, OptimizerPlan, Plan } from '../../contracts/plan.ts';
import { describeModel } from '../../core/spec/describeModel.ts';
import { formatShape } from '../../core/spec/formatShape.ts';
import { formatCount } from '../formatNumber.ts';
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
  return { status: 'completed', reason: '', name, task, layers, parameters: model.parameters, data, training };
}

function describePlan(plan: Plan): string[] {
  return [
    t('{name} ({task})', { name: plan.name, task: plan.task }),
    '',
    ...describeData(plan.data),
    '',
    ...layOutLayers(plan),
    t('Trainable parameters: {count}', { count: formatCount(plan.model.parameters) }),
    '',
    ...describeTraining(plan),
  ];
}

function describeData({ source, input, target, split }: DataPlan): string[] {
  const shares = split.probabilities.map((share) => `${String(Number((share * 100).toFixed(2)))} %`);
  return [
    t('Data: {source}', { source }),
    t('  input: {columns}; window size {size}; normalization {normalization}', {
      columns: input.columns.join(', '),
      size: input.windowSize,
      normalization: input.normalization.type,
    }),
    t('  target: {columns}; horizon {horizon}', {
      columns: target.columns.join(', '),
      horizon: target.horizon,
    }),
    t('  split by time: {train} train, {validation} validation, {test} test', {
      train: shares[0] ?? '',
      validation: shares[1] ?? '',
      test: shares[2] ?? '',
    }),
  ];
}

function layOutLayers(plan: Plan): string[] {
  const rows = describeModel(plan).map(({ name, type, outputShape, parameters, kernel }) => [
    name,
    type,
    outputShape,
    formatCount(parameters),
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
