import { t } from '@vscode/l10n';
import type { NumberTargetPlan } from '../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../contracts/fitted.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { Dataset } from '../data/dataset.ts';
import { parseNumber } from '../data/parseNumber.ts';
import { fitScaler, findScalerProblem, toModelUnits } from '../data/scaler.ts';
import type { SplitName } from '../data/splitRows.ts';
import { textError } from '../data/text/textRows.ts';
import { pickTexts } from '../data/text/tokenInput.ts';
import type { TextRows } from '../data/text/textRows.ts';
import { createNumberEvaluator, createNumberFigures } from '../metrics/numberEvaluator.ts';
import { checkSizes } from './checkSizes.ts';
import { chooseScaler, type EarlierFitted } from './earlierFitted.ts';
import { pickMetrics } from './pickMetrics.ts';
import type { PreparedTask } from './preparedTask.ts';
import { describeOrigins, eachSplit, prepareTextInputs } from './textTask.ts';
import type { TextInputs } from './textTask.ts';

/**
 * Texts with one number each. Vocabulary and scaler are those of the training rows, unless they are given.
 *
 * @throws UserError naming the place for an empty text, for what is no number, an empty split, and sizes in the spec
 * that do not fit the data
 */
export function prepareTextRegression(rows: TextRows, plan: Plan, earlier?: EarlierFitted): PreparedTask {
  const target = targetOf(plan);
  const inputs = prepareTextInputs(rows, plan, earlier);
  const values = readNumbers(inputs);
  const wish = { side: 'target', columns: [target.column], normalization: target.normalization } as const;
  const scaler = chooseScaler(earlier, wish, () => fitTarget(inputs, values, target));
  checkRange(inputs, values, scaler);
  const { vocabulary, padding, splits, examples } = inputs;
  checkSizes(plan, { choices: 1, mayHaveRoom: false, vocabulary: vocabulary.tokens.length });
  const scaled = Float32Array.from(values, (value) => toModelUnits(scaler, 0, value));
  const sets = eachSplit(splits, (split) => createDataset(inputs, scaled, split));
  const sizes = { vocabulary: vocabulary.tokens.length, time: padding.length };
  const metrics = pickMetrics(plan, ['mae', 'mse', 'rmse', 'mape', 'smape', 'r2']);
  const trainMean = splits.train.reduce((sum, example) => sum + (values[example] ?? 0), 0) / splits.train.length;
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

function readNumbers({ rows, examples }: TextInputs): Float64Array {
  return Float64Array.from(examples.targets ?? [], (text, example) => {
    const value = parseNumber(text);
    if (typeof value === 'number' && !Number.isNaN(value)) return value;
    const message = typeof value === 'string' ? value : t('The number is missing. Mend the file.');
    throw textError(rows, examples.rows[example] ?? 0, rows.target?.name ?? null, message);
  });
}

function fitTarget({ splits }: TextInputs, values: Float64Array, target: NumberTargetPlan): FittedScaler {
  const known = Float64Array.from(splits.train, (example) => values[example] ?? 0);
  const range = { start: 0, end: known.length };
  return fitScaler(new Map([[target.column, known]]), range, target.normalization);
}

function checkRange({ rows, examples }: TextInputs, values: Float64Array, scaler: FittedScaler): void {
  const problem = findScalerProblem(scaler, [values]);
  if (problem === undefined) return;
  throw textError(rows, examples.rows[problem.row] ?? 0, problem.column, problem.message);
}

function createDataset(inputs: TextInputs, scaled: Float32Array, split: SplitName): Dataset {
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
        target: { data: Float32Array.from(texts, (text) => scaled[text] ?? 0), shape: [examples.length, 1] },
        weights: null,
      };
    },
  };
}
