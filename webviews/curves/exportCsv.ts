import { EXAMPLE_COLUMNS, type Predictions } from '../../src/contracts/predictions.ts';
import { forecastColumns, type Forecast } from '../../src/contracts/evaluation.ts';
import { figuresOf, orNaN, validationName, type History } from './history.ts';

type Field = string | number | boolean | null | undefined;

/** Every batch and every epoch of a run as one csv table, told apart by `type`; names as in the spec's `monitor`. */
export function trainingCsv(history: History): string {
  const metrics = ['loss', ...history.metrics].flatMap((name) => [name, validationName(name)]);
  const columns = ['type', 'epoch', 'batch', 'step', ...metrics, 'learningRate', 'gradientNorm', 'seconds', 'best'];
  const batches = history.batchEvents.map(({ epoch, batch, step, loss, learningRate, gradientNorm }) => ({
    ...{ type: 'batch', epoch, batch, step },
    ...{ loss: orNaN(loss), learningRate: orNaN(learningRate), gradientNorm: orNaN(gradientNorm) },
  }));
  const epochs = history.epochs.map((event) => ({
    ...figuresOf(event),
    ...{ type: 'epoch', seconds: orNaN(event.seconds), best: event.best },
  }));
  return table(columns, [...batches, ...epochs]);
}

/** Every point of every forecast, or every example, as one csv table, just as the run keeps it in `predictions.csv`. */
export function predictionsCsv(predictions: Predictions): string {
  return predictions.type === 'forecasts'
    ? forecastsCsv(predictions.forecasts)
    : table(
        EXAMPLE_COLUMNS,
        predictions.examples.map((example) => ({ ...example })),
      );
}

function forecastsCsv(forecasts: readonly Forecast[]): string {
  const rows = forecasts.flatMap(({ split, group, column, step, times, rows: fileRows, truth, prediction }) =>
    Array.from(truth, (value, index) => ({
      ...{ split, group, column, step, row: fileRows[index], truth: value, prediction: prediction[index] },
      time: toIsoTime(times?.[index]),
    })),
  );
  return table(forecastColumns(forecasts), rows);
}

function toIsoTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined || Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

function table(columns: readonly string[], rows: readonly Readonly<Record<string, Field>>[]): string {
  const lines = rows.map((row) => columns.map((name) => quote(row[name])).join(','));
  return [columns.map(quote).join(','), ...lines, ''].join('\n');
}

function quote(field: Field): string {
  const text = field === undefined || field === null ? '' : String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A file name of what is exported: the run's name without what file systems refuse. */
export function exportName(run: string, what: string, extension: 'png' | 'csv'): string {
  const safe = run.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${safe === '' ? 'run' : safe}-${what}.${extension}`;
}
