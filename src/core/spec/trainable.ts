import type { DataPlan, TimeseriesInputPlan, TimeseriesTargetPlan } from '../../contracts/dataPlan.ts';
import type { LayerConfig } from '../../contracts/layerConfigs.ts';
import type { LayerPlan, ModelPlan, Plan, Shape } from '../../contracts/plan.ts';
import type * as trained from '../../contracts/trainablePlan.ts';
import type { Monitor, TrainingPlan } from '../../contracts/trainingPlan.ts';
import { isReadable } from './sourceKind.ts';

/** The plan as the engine reads it; `null` exactly where it holds what this version cannot train. */
export function trainable(plan: Plan): trained.TrainablePlan | null {
  const data = trainableData(plan.data);
  const model = trainableModel(plan.model);
  const training = trainableTraining(plan.training);
  const more = plan.search !== null || plan.probes.length > 0 || plan.assert.length > 0;
  if (plan.task !== 'forecasting' || data === null || model === null || training === null || more) return null;
  return { name: plan.name, task: plan.task, data, model, training };
}

function trainableData(plan: DataPlan): trained.DataPlan | null {
  const { source, delimiter, time, missingValueStrategy, split } = plan;
  const input = trainableInput(plan.input);
  const target = plan.target.type === 'timeseries' ? trainableTarget(plan.target) : null;
  const more = plan.groupBy !== null || plan.classWeight !== null || plan.augmentation.length > 0;
  if (input === null || target === null || split.type !== 'time' || more || !isReadable(source)) return null;
  return { source, delimiter, time, input, target, missingValueStrategy, split };
}

function trainableInput(input: DataPlan['input']): trained.TimeseriesInputPlan | null {
  if (input.type !== 'timeseries' || hasMore(input)) return null;
  const { type, columns, windowSize, stride, samplingRate, normalization } = input;
  return { type, columns, windowSize, stride, samplingRate, normalization };
}

function hasMore({ covariates, calendar }: TimeseriesInputPlan): boolean {
  return covariates.past.length + covariates.future.length + calendar.length > 0;
}

function trainableTarget(target: TimeseriesTargetPlan): trained.TimeseriesTargetPlan {
  const { type, columns, horizon, seasonLength, normalization } = target;
  return { type, columns, horizon, seasonLength, normalization };
}

function trainableModel({ inputShape, layers, parameters }: ModelPlan): trained.ModelPlan | null {
  const shape = knownShape(inputShape);
  const chain = layers.map((layer, index) =>
    isOnly(layer.inputs, index === 0 ? 'input' : layers[index - 1]?.name) ? trainableLayer(layer) : null,
  );
  const known = chain.filter((layer) => layer !== null);
  if (shape === null || parameters === null || known.length < chain.length) return null;
  return { inputShape: shape, layers: known, parameters };
}

function isOnly(inputs: readonly string[], above: string | undefined): boolean {
  return inputs.length === 1 && inputs[0] === above;
}

function trainableLayer(layer: LayerPlan): trained.LayerPlan | null {
  const config = trainableConfig(layer.config);
  const [inputShape, outputShape] = [knownShape(layer.inputShape), knownShape(layer.outputShape)];
  if (config === null || inputShape === null || outputShape === null || layer.parameters === null) return null;
  return {
    name: layer.name,
    config,
    inputShape,
    outputShape,
    parameters: layer.parameters,
    specIndex: layer.specIndex,
  };
}

function knownShape(shape: Shape): trained.Shape | null {
  const known = shape.filter((size) => typeof size !== 'string');
  return known.length === shape.length ? known : null;
}

function trainableConfig(config: LayerConfig): trained.LayerConfig | null {
  if ('kernel' in config) {
    const { stateful, kernelRegularizer, recurrentRegularizer, ...own } = config;
    return stateful || kernelRegularizer !== null || recurrentRegularizer !== null ? null : own;
  }
  if (config.type === 'dense') {
    const { kernelRegularizer, units, ...own } = config;
    return kernelRegularizer !== null || typeof units === 'string' ? null : { ...own, units };
  }
  return config.type === 'dropout' ? { type: config.type, rate: config.rate } : null;
}

const losses: ReadonlySet<string> = new Set<trained.Loss>([
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
  'logCosh',
]);

const metrics: ReadonlySet<string> = new Set<trained.ForecastMetric>([
  'mae',
  'mse',
  'rmse',
  'mape',
  'smape',
  'mase',
  'r2',
]);

function isLoss(loss: string): loss is trained.Loss {
  return losses.has(loss);
}

function isMetric(metric: string): metric is trained.ForecastMetric {
  return metrics.has(metric);
}

function isMonitor(monitor: Monitor): monitor is trained.Monitor {
  const name = monitor.replace(/^validation/, '').toLowerCase();
  return name === 'loss' || metrics.has(name);
}

function trainableTraining(plan: TrainingPlan): trained.TrainingPlan | null {
  const { learningRateSchedule, reduceLROnPlateau, checkpoint, initializeFrom, ...own } = plan;
  const more = [learningRateSchedule, reduceLROnPlateau, checkpoint, initializeFrom].some((part) => part !== null);
  const known = own.metrics.filter(isMetric);
  const stopping = own.earlyStopping === null ? null : trainableStopping(own.earlyStopping);
  if (more || stopping === undefined || known.length < own.metrics.length || !isLoss(own.loss)) return null;
  return { ...own, loss: own.loss, metrics: known, earlyStopping: stopping };
}

function trainableStopping(
  stopping: NonNullable<TrainingPlan['earlyStopping']>,
): trained.EarlyStoppingPlan | undefined {
  const { monitor } = stopping;
  return isMonitor(monitor) ? { ...stopping, monitor } : undefined;
}
