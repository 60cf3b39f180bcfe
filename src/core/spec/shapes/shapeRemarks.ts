import { t } from '@vscode/l10n';
import type { LayerPlan, Shape } from '../../../contracts/plan.ts';
import { formatShape } from '../formatShape.ts';
import { remark, type Remark } from '../remark.ts';
import type { LayerSpec } from '../table/specTable.ts';
import type { ShapeIssue } from './sizes.ts';

/** A layer that does not fit, with what stands around it. */
interface Misfit {
  readonly layer: LayerSpec;
  readonly index: number;
  readonly shapes: readonly Shape[];
  /** Indices of the layers that feed it. */
  readonly direct: readonly (number | 'input')[];
  readonly before: readonly LayerPlan[];
}

/** Says why a layer does not fit, and what to do about it. */
export function issueRemark(issue: ShapeIssue, misfit: Misfit): Remark {
  const { layer, index, shapes } = misfit;
  if (issue.issue === 'key') {
    return remark('sizeMismatch', ['layers', index, ...issue.key.split('.')], issue.message);
  }
  const shape = shapes[issue.input] ?? [];
  const source = misfit.direct[issue.input];
  const values = { layer: layer.type, needs: issue.needs, shape: formatShape(shape), remedy: remedy(issue, misfit) };
  const text =
    source === 'input'
      ? t('"{layer}" needs {needs}, but the data gives {shape}: {remedy}.', values)
      : t('"{layer}" needs {needs}, but the layer above gives {shape}: {remedy}.', values);
  const suggestion = suggestionFor(issue, misfit);
  const told = remark('shapeMismatch', ['layers', index, 'type'], text);
  return suggestion === undefined ? told : { ...told, suggestion };
}

/** The key to change on a layer above, or the kind of layer to put between. */
function suggestionFor({ needs, input }: Extract<ShapeIssue, { issue: 'rank' }>, misfit: Misfit): string | undefined {
  const given = misfit.shapes[input]?.length ?? 0;
  const needed = needs.split(',').length;
  const recurrent = misfit.before.findLast(({ config }) => 'returnSequences' in config);
  if (given === 2 && needed === 3) {
    return recurrent !== undefined && recurrent.outputShape.length < recurrent.inputShape.length
      ? 'returnSequences'
      : undefined;
  }
  if (given === 3 && needed === 2) {
    return recurrent !== undefined && recurrent === misfit.before.at(-1) ? 'returnSequences' : 'globalAveragePooling1d';
  }
  return given === 4 && needed === 2 ? 'globalAveragePooling2d' : undefined;
}

function remedy({ needs, input }: Extract<ShapeIssue, { issue: 'rank' }>, misfit: Misfit): string {
  const given = misfit.shapes[input]?.length ?? 0;
  const needed = needs.split(',').length;
  if (given === 2 && needed === 3) return withTime(misfit, misfit.direct[input]);
  if (given === 3 && needed === 2) return dropTime(misfit);
  if (given === 5 && needed === 4) return t('put it inside a "timeDistributed" layer');
  if (given === 5) return t('put a "timeDistributed" layer with "flatten" between');
  if (given === 4 && needed === 3) return t('put a "reshape" layer between, or set "as" of the input to "rows"');
  if (given === 4 && needed === 2) return t('put a "flatten" or a "globalAveragePooling2d" layer between');
  if (given === 3 && needed === 4) return t('put a "reshape" layer between, or set "as" of the input to "image"');
  return t('put a "reshape" layer between');
}

/** Where the time was lost, it can be kept. */
function withTime({ before }: Misfit, source: number | 'input' | undefined): string {
  const loser = before.findLast(({ config }) => 'returnSequences' in config);
  if (loser !== undefined && loser.outputShape.length < loser.inputShape.length) {
    return loser.specIndex === source ? t('set returnSequences on it') : t('set returnSequences on "{0}"', loser.name);
  }
  return t('put a "repeatVector" or a "reshape" layer between');
}

function dropTime({ before }: Misfit): string {
  const recurrent = before.findLast(({ config }) => 'returnSequences' in config);
  return recurrent === before.at(-1) && recurrent !== undefined
    ? t('leave returnSequences off "{0}"', recurrent.name)
    : t('put a "flatten" or a "globalAveragePooling1d" layer between');
}

/** Numbers of tokens mean nothing to other layers than an embedding, and an embedding reads nothing else. */
export function tokensRemark(layer: LayerSpec, index: number, tokens: boolean): Remark | undefined {
  if (tokens === (layer.type === 'embedding')) return undefined;
  const text = tokens
    ? t('The data gives tokens [batch, time], which mean nothing as numbers: put an "embedding" layer first.')
    : t('"embedding" reads tokens of text, but what comes here are numbers: leave it out.');
  return remark('tokensMismatch', ['layers', index, 'type'], text);
}
