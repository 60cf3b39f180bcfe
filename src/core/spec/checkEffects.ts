import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import { nodeAt, type Path } from './jsonDocument.ts';
import { isRecurrent } from './kernelChoice.ts';
import type { Sections } from './readSections.ts';
import { remark, type Remark } from './remark.ts';
import type { LayerSpec } from './table/specTable.ts';

/** A key that has no effect beside what else is set. */
interface Idle {
  readonly path: Path;
  readonly message: string;
}

/** Warns of keys that are written down but have no effect beside what else is set. */
export function checkEffects(root: ASTNode | undefined, sections: Sections): readonly Remark[] {
  const idle = [
    ...idleData(sections),
    ...sections.layers.flatMap((layer, index) => (layer === null ? [] : idleLayer(layer, index))),
  ];
  return idle
    .filter(({ path }) => nodeAt(root, path) !== undefined)
    .map(({ path, message }) => remark('withoutEffect', path, message, 'warning'));
}

function idleData({ data }: Sections): readonly Idle[] {
  if (data === null) return [];
  const idle: Idle[] = [];
  if (data.missingValueStrategy !== 'fill_with_const') {
    idle.push({
      path: ['data', 'fillValue'],
      message: t('Without effect: only "fill_with_const" fills with a number.'),
    });
  }
  if (data.input.windowSize === 1) {
    const message = t('Without effect: a window of one timestep has no second one.');
    idle.push({ path: ['data', 'input', 'samplingRate'], message });
  }
  return idle;
}

function idleLayer(layer: LayerSpec, index: number): readonly Idle[] {
  const idle: Idle[] = [];
  const add = (key: string, message: string): void => void idle.push({ path: ['layers', index, key], message });
  if (isRecurrent(layer) && !layer.bidirectional)
    add('mergeMode', t('Without effect: the layer is not bidirectional.'));
  if ('useBias' in layer && !layer.useBias) {
    for (const key of ['biasInitializer', 'unitForgetBias', 'forgetBias'])
      add(key, t('Without effect: useBias is false.'));
  } else if (layer.type === 'lstm' && layer.forgetBias !== undefined) {
    add('unitForgetBias', t('Without effect: forgetBias already says where the bias starts.'));
  }
  return idle;
}
