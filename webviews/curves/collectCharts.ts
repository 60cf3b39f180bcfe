import { t } from '@vscode/l10n';
import { metricLabel, metricUnit } from '../../src/contracts/metricTexts.ts';
import type { Task } from '../../src/contracts/plan.ts';
import type { ChartModel, Curve, CurveStyle, Mark } from './chartModel.ts';
import { Column } from './column.ts';
import { validationName, type History } from './history.ts';
import type { SmootherCache } from './smoother.ts';
import type { ViewOptions } from './viewOptions.ts';

const TRAIN: CurveStyle = { color: 'blue', dash: [] };
const VALIDATION: CurveStyle = { color: 'orange', dash: [7, 3] };
const LEARNING_RATE: CurveStyle = { color: 'green', dash: [] };
const GRADIENT_NORM: CurveStyle = { color: 'purple', dash: [] };

interface Request {
  readonly task: Task;
  readonly history: History;
  readonly options: Pick<ViewOptions, 'axis' | 'smoothing'>;
  readonly smoothers: SmootherCache;
  /** Whether the run still goes on. */
  readonly running: boolean;
  /** Counted from 1; 0 where there is none. */
  readonly bestEpoch: number;
}

/** The charts of a run: loss, every metric, learning rate, gradient norm. */
export function collectCharts(request: Request): ChartModel[] {
  const { history } = request;
  const charts = history.metrics.map((name) => metricChart(request, name));
  return [
    lossChart(request),
    ...charts,
    pacedChart(request, 'learningRate', t('Learning rate'), '', LEARNING_RATE),
    pacedChart(request, 'gradientNorm', t('Gradient norm'), t('before clipping'), GRADIENT_NORM),
  ];
}

function lossChart(request: Request): ChartModel {
  const curves = [pacedCurve(request, 'loss', t('Train'), TRAIN), ...validationCurves(request, 'loss')];
  return chart(request, { id: 'loss', title: t('Loss'), note: lossUnit(request.task), curves, wide: true });
}

/** Numbers are compared as the model sees them; how unlikely the truth was to a model has no unit. */
function lossUnit(task: Task): string {
  return task === 'forecasting' || task === 'regression' ? t('model units') : t('lower is better');
}

function metricChart(request: Request, name: string): ChartModel {
  const curves = [epochCurve(request, name, t('Train'), TRAIN), ...validationCurves(request, name)];
  return chart(request, { id: name, title: metricLabel(name), note: metricUnit(name), curves, wide: false });
}

type Paced = 'loss' | 'learningRate' | 'gradientNorm';

function pacedChart(request: Request, name: Paced, title: string, note: string, style: CurveStyle): ChartModel {
  const curves = [pacedCurve(request, name, title, style)];
  return { ...chart(request, { id: name, title, note, curves, wide: false }), mark: bestMark(request, null) };
}

function chart(request: Request, parts: Pick<ChartModel, 'id' | 'title' | 'note' | 'curves' | 'wide'>): ChartModel {
  const empty = request.running ? t('Its first value comes with the end of the first epoch.') : t('No values.');
  const curves = parts.curves.filter((curve) => curve.x.length > 0);
  return { ...parts, curves, empty, positive: true, mark: bestMark(request, parts.id) };
}

function validationCurves(request: Request, name: string): Curve[] {
  const curve = epochCurve(request, validationName(name), t('Validation'), VALIDATION);
  return curve.y.some((value) => !Number.isNaN(value)) ? [curve] : [];
}

/** A figure measured at every batch: by step all of them; by epoch its mean, or the batches while the first epoch runs. */
function pacedCurve(request: Request, name: Paced, label: string, style: CurveStyle): Curve {
  const { history, options } = request;
  if (options.axis === 'epoch' && history.epochs.length > 0) return epochCurve(request, name, label, style);
  const { batches } = history;
  const x = options.axis === 'epoch' ? batches.epoch : batches.step;
  // A run may have ended, or been stored, with epochs but without batches.
  if (x.length === 0) return epochCurve(request, name, label, style);
  return curve(request, label, style, x, batches[name], name === 'learningRate' ? 0 : options.smoothing[options.axis]);
}

/** A figure measured once an epoch. Beside batches it is shown as it is: a mean over an epoch needs no smoothing. */
function epochCurve(request: Request, name: string, label: string, style: CurveStyle): Curve {
  const { history, options } = request;
  const column = history.epochColumn(name);
  const x = column.length === 0 ? new Column() : history.epochColumn(options.axis);
  const exact = options.axis === 'step' || name === 'learningRate';
  return curve(request, label, style, x, column, exact ? 0 : options.smoothing.epoch);
}

function curve(request: Request, label: string, style: CurveStyle, x: Column, column: Column, weight: number): Curve {
  const common = { id: label, label, x: x.values, style };
  if (weight === 0) return { ...common, y: column.values, raw: null };
  return { ...common, y: request.smoothers.smooth(column, weight), raw: column.values };
}

/** The dot stands at the value as measured, smoothed or not: on the validation split where there is one. */
function bestMark({ history, options, bestEpoch }: Request, name: string | null): Mark | null {
  const index = history.epochs.findIndex((event) => event.epoch === bestEpoch);
  const x = history.epochColumn(options.axis).values[index];
  if (x === undefined) return null;
  const label = t('best: {0}', bestEpoch);
  if (name === null) return { x, y: NaN, label, curve: '' };
  const validation = history.epochColumn(validationName(name)).values[index] ?? NaN;
  if (!Number.isNaN(validation)) return { x, y: validation, label, curve: t('Validation') };
  return { x, y: history.epochColumn(name).values[index] ?? NaN, label, curve: t('Train') };
}

/** The best epoch: as the run says, or as its epochs said so far. */
export function bestEpochOf(history: History, manifestBest: number): number {
  return history.epochs.findLast((event) => event.best)?.epoch ?? manifestBest;
}
