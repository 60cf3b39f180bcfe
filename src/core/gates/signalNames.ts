import { t } from '@vscode/l10n';
import type { GateReport, LayerGates, SignalName } from '../../contracts/gates.ts';

/** Name of a signal, localized. */
export function signalLabel(name: SignalName): string {
  switch (name) {
    case 'inputGate':
      return t('input gate');
    case 'forgetGate':
      return t('forget gate');
    case 'outputGate':
      return t('output gate');
    case 'updateGate':
      return t('update gate');
    case 'resetGate':
      return t('reset gate');
    case 'candidate':
      return t('candidate');
    case 'cellState':
      return t('cell state');
    case 'output':
      return t('output');
  }
}

/** Whether a signal says how far something is let through, from 0 to 1. */
export function isGate(name: SignalName): boolean {
  return name.endsWith('Gate');
}

/** Name of a layer; with its direction where it has two. Localized. */
export function layerLabel({ layer, direction }: LayerGates, { layers }: Pick<GateReport, 'layers'>): string {
  const both = layers.filter((other) => other.layer === layer).length > 1;
  if (!both) return layer;
  return direction === 'forward' ? t('{layer}, forward', { layer }) : t('{layer}, backward', { layer });
}

/** Which examples were looked at, localized. */
export function describeSample({ split, examples, available }: GateReport): string {
  const values = { examples, available };
  switch (split) {
    case 'validation':
      return t('Over {examples} of {available} examples of the validation split', values);
    case 'test':
      return t('Over {examples} of {available} examples of the test split', values);
    case 'train':
      return t('Over {examples} of {available} examples of the training split', values);
  }
}
