import { readValue, splitOutside } from './caseName.ts';
import type { KerasConfig, KerasTraining } from './fixture.ts';
import { isKerasDict } from './kerasDict.ts';
import { isLossName } from './lossOf.ts';
import { isOptimizerArgument, isOptimizerName } from './optimizerOf.ts';

/** How a training is done: what its name and its configuration say. */
export interface TrainingManner {
  /** Such as `Masking(0)+LSTM`; empty where the configuration holds a whole model. */
  readonly layers: string;
  /** Arguments of the layers. */
  readonly layerConfig: KerasConfig;
  /** Keras's name, in any case. */
  readonly optimizer: string;
  readonly optimizerConfig: KerasConfig;
  readonly loss: string;
  readonly lossConfig: KerasConfig;
}

/** Reads `train LSTM sgd lr=0.1 momentum=0.9 nesterov mse 20 full-batch steps` and what stands in the configuration. */
export function readManner({ name, config = {}, loss_before_each_step: losses }: KerasTraining): TrainingManner {
  const words = splitOutside(name, ' ').filter((word) => word !== '');
  const from = words[0] === 'train' ? 1 : 0;
  const place = words.findIndex((word, index) => index >= from && isOptimizerName(headOf(word)));
  const told = readConfig(config);
  const end = place < 0 ? words.findIndex(isLossName) : place;
  if (end < 0) throw new Error(`"${name}" names neither an optimizer nor a loss that is known here`);
  const rest = readWords(words.slice(end), losses.length);
  const optimizer = rest.optimizer ?? told.optimizer;
  const loss = rest.loss ?? told.loss;
  if (optimizer === null) throw new Error(`"${name}" names no optimizer that is known here`);
  if (loss === null) throw new Error(`"${name}" names no loss that is known here`);
  return {
    layers: words.slice(from, end).join(' '),
    layerConfig: told.layerConfig,
    optimizer,
    optimizerConfig: { ...told.optimizerConfig, ...rest.config },
    loss,
    lossConfig: told.lossConfig,
  };
}

function headOf(word: string): string {
  return word.replace(/\(.*\)$/su, '');
}

interface Told {
  readonly optimizer: string | null;
  readonly config: KerasConfig;
  readonly loss: string | null;
}

/** What stands behind the layers. */
function readWords(words: readonly string[], steps: number): Told {
  return words.reduce<Told>(
    (told, word) => {
      const [, head = word, inside = ''] = /^(\w+)\((.*)\)$/su.exec(word) ?? [];
      // `nesterov` behind a name is its argument.
      if (told.optimizer === null && isOptimizerName(head)) {
        const inner = readWords(
          splitOutside(inside, ',')
            .map((one) => one.trim())
            .filter((one) => one !== ''),
          steps,
        );
        return { ...told, optimizer: head, config: { ...told.config, ...inner.config } };
      }
      if (isLossName(word)) return { ...told, loss: word };
      const [, key = '', value = ''] = /^(\w+)=(.+)$/u.exec(word) ?? [];
      if (key !== '') return { ...told, config: { ...told.config, [key]: readValue(value) } };
      if (isOptimizerArgument(word)) return { ...told, config: { ...told.config, [word]: true } };
      if (/^(full-batch|full|batch|steps?)$/u.test(word)) return told;
      if (/^\d+$/u.test(word) && Number(word) === steps) return told;
      throw new Error(`"${word}" says nothing about a training that is known here`);
    },
    { optimizer: null, config: {}, loss: null },
  );
}

type Configured = Pick<TrainingManner, 'layerConfig' | 'optimizerConfig' | 'lossConfig'> & Omit<Told, 'config'>;

/** `optimizer` and `loss`, by name or serialized; single arguments of the optimizer; all else is the layers'. */
function readConfig(config: KerasConfig): Configured {
  const { optimizer, loss, model, ...others } = config;
  const entries = Object.entries(others).filter(([key]) => key !== 'steps');
  const own = entries.filter(([key]) => isOptimizerArgument(key));
  const [optimizerName, optimizerConfig] = nameAndConfig(optimizer);
  const [lossName, lossConfig] = nameAndConfig(loss);
  return {
    optimizer: optimizerName,
    optimizerConfig: { ...optimizerConfig, ...Object.fromEntries(own) },
    loss: lossName,
    lossConfig,
    layerConfig: isKerasDict(model)
      ? { ...model }
      : Object.fromEntries(entries.filter(([key]) => !isOptimizerArgument(key))),
  };
}

function nameAndConfig(value: unknown): readonly [name: string | null, config: KerasConfig] {
  if (value === undefined || value === null) return [null, {}];
  if (typeof value === 'string') return [value, {}];
  if (isKerasDict(value)) return [value.class_name, value.config];
  const { name, ...config } = value as KerasConfig;
  if (typeof name !== 'string') throw new Error(`${JSON.stringify(value)} names neither an optimizer nor a loss`);
  return [name, config];
}
