import { t } from '@vscode/l10n';
import type { NumberTargetPlan } from '../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../contracts/fitted.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { Dataset } from '../data/dataset.ts';
import { parseNumber } from '../data/parseNumber.ts';
import { explainLogarithm, fitValues } from '../data/fitValues.ts';
import { memoryStorage, type NumberRows, type RowStorage } from '../data/numberRows.ts';
import { toModelUnits } from '../data/scaler.ts';
import type { SplitName } from '../data/splitRows.ts';
import { textError } from '../data/text/textRows.ts';
import { pickTexts } from '../data/text/tokenInput.ts';
import type { TextRows } from '../data/text/textRows.ts';
import { createNumberEvaluator, createNumberFigures } from '../metrics/numberEvaluator.ts';
import { checkSizes } from './checkSizes.ts';
import { chooseScaler } from './earlierFitted.ts';
import { pickMetrics } from './pickMetrics.ts';
import type { PreparedTask } from './preparedTask.ts';
import { describeOrigins, eachSplit, prepareTextInputs } from './textTask.ts';
import type { TextInputs, TextTaskOptions } from './textTask.ts';

/**
 * Texts with one number each. Vocabulary and scaler are those of the training rows, unless they are given.
 *
 * @throws UserError naming the place for an empty text, for what is no number, an empty split, and sizes in the spec
 * that do not fit the data
 */
export function prepareTextRegression(rows: TextRows, plan: Plan, options: TextTaskOptions = {}): PreparedTask {
  const target = targetOf(plan);
  const inputs = prepareTextInputs(rows, plan, options);
  const values = readNumbers(inputs, options.storage);
  const wish = { side: 'target', columns: [target.column], normalization: target.normalization } as const;
  const scaler = chooseScaler(options.earlier, wish, () => fitTarget(inputs, values, target));
  checkRange(inputs, values, scaler);
  const { vocabulary, padding, splits, examples } = inputs;
  checkSizes(plan, { choices: 1, mayHaveRoom: false, vocabulary: vocabulary.tokens.length });
  const scaledOf = (example: number): number => toModelUnits(scaler, 0, values.at(example, 0));
  const sets = eachSplit(splits, (split) => createDataset(inputs, scaledOf, split));
  const sizes = { vocabulary: vocabulary.tokens.length, time: padding.length };
  const metrics = pickMetrics(plan, ['mae', 'mse', 'rmse', 'mape', 'smape', 'r2']);
  const trainMean = splits.train.reduce((sum, example) => sum + values.at(example, 0), 0) / splits.train.length;
  return {
    ...sets,
    rows: examples.inputs.length,
    cut: { inputs: inputs.cut, targets: 0 },
    fitted: { input: vocabulary, target: scaler },
    sizes,
    figures: () => createNumberFigures(metrics, scaler),
    evaluator: () => createNumberEvaluator({ metrics, scaler, trainMean, origin: describeOrigins(inputs) }),
  };
}

function targetOf({ data }: Plan): NumberTargetPlan {
  if (data.target.type !== 'number') throw new Error(`The target is ${data.target.type}, not a number`);
  return data.target;
}

/** The number of each example, `[examples, 1]`. */
function readNumbers({ rows, examples }: TextInputs, storage: RowStorage = memoryStorage): NumberRows {
  const writer = storage.open('float64', 1);
  let example = 0;
  for (const text of examples.targets ?? []) {
    const value = parseNumber(text);
    if (typeof value === 'string' || Number.isNaN(value)) {
      const message = typeof value === 'string' ? value : t('The number is missing. Mend the file.');
      throw textError(rows, examples.rowOf(example), rows.target?.name ?? null, message);
    }
    writer.push([value]);
    example++;
  }
  return writer.finish();
}

function fitTarget({ splits }: TextInputs, values: NumberRows, target: NumberTargetPlan): FittedScaler {
  const forEach = (take: (value: number) => void): void => {
    for (const example of splits.train) take(values.at(example, 0));
  };
  return fitValues(new Map([[target.column, { count: splits.train.length, forEach }]]), target.normalization);
}

function checkRange({ rows, examples }: TextInputs, values: NumberRows, scaler: FittedScaler): void {
  if (!scaler.log1p) return;
  for (let example = 0; example < values.rows; example++) {
    const value = values.at(example, 0);
    if (value > -1) continue;
    throw textError(rows, examples.rowOf(example), scaler.columns[0] ?? null, explainLogarithm(value));
  }
}

function createDataset(inputs: TextInputs, scaledOf: (example: number) => number, split: SplitName): Dataset {
  const input = inputs.of(split);
  return {
    count: input.count,
    lengths: input.lengths,
    batch(examples) {
      const { input: tokens, lengths } = input.draw(examples);
      const texts = pickTexts(inputs.splits[split], examples);
      return {
        size: examples.length,
        input: tokens,
        lengths,
        decoderInput: null,
        target: { data: Float32Array.from(texts, scaledOf), shape: [examples.length, 1] },
        weights: null,
      };
    },
  };
}
