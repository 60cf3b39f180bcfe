import { t } from '@vscode/l10n';
import { formatFigure } from '../../contracts/formatFigure.ts';
import type { GateReport, SignalName, SignalStatistics } from '../../contracts/gates.ts';
import { layerLabel, signalLabel } from './signalNames.ts';
import { sparkline } from './sparkline.ts';

/** A table for people, localized: rows of cells, the first one the heads, and which columns are numbers. */
export interface GateTable {
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
}

/** What every signal of every layer does. */
export function signalTable(report: GateReport): GateTable | null {
  const head = [
    ...[t('Layer'), t('Signal'), t('Mean'), t('Deviation'), t('Near 0'), t('Near 1')],
    ...[t('Constant units'), t('Still units'), t('Over time')],
  ];
  const rows = report.layers.flatMap((layer) =>
    inOrder(layer.signals).map((signal) => [layerLabel(layer, report), ...signalCells(signal)]),
  );
  return tableOf(head, rows, [2, 3, 4, 5, 6, 7]);
}

/** How long each layer remembers, and how its cell states grow. */
export function memoryTable(report: GateReport): GateTable | null {
  const head = [
    ...[t('Layer'), t('Kept by'), t('Memory in timesteps'), t('Shortest'), t('Median'), t('Longest')],
    ...[t('First cell norm'), t('Last cell norm'), t('Largest cell norm')],
  ];
  const rows = report.layers.flatMap((layer) => {
    const { memory, cellNorm } = layer;
    if (memory === null) return [];
    const memories = [memory.mean, memory.shortest, memory.median, memory.longest].map(formatTimesteps);
    const norms = [cellNorm?.first, cellNorm?.last, cellNorm?.largest].map(formatFigure);
    return [[layerLabel(layer, report), signalLabel(memory.gate), ...memories, ...norms]];
  });
  return tableOf(head, rows, [2, 3, 4, 5, 6, 7, 8]);
}

/** How widely each layer looks. */
export function attentionTable(report: GateReport): GateTable | null {
  const head = [t('Layer'), t('Entropy in nats'), t('Evenness'), t('Timesteps looked at'), t('Focused on one')];
  const rows = report.layers.flatMap((layer) => {
    const { attention } = layer;
    if (attention === null) return [];
    const { entropy, evenness, reach, focused } = attention;
    const cells = [formatFigure(entropy), formatShare(evenness), formatTimesteps(reach), formatShare(focused)];
    return [[layerLabel(layer, report), ...cells]];
  });
  return tableOf(head, rows, [1, 2, 3, 4]);
}

/** A number of timesteps: `3.2`, `80`, `∞`. */
export function formatTimesteps(steps: number): string {
  if (steps === Infinity) return '∞';
  return steps < 10 ? steps.toFixed(1) : String(Math.round(steps));
}

/** A share: `12 %`. What is there at all is never rounded to nothing. */
export function formatShare(share: number): string {
  if (Number.isNaN(share)) return '–';
  const percent = Math.round(100 * share);
  return percent === 0 && share > 0 ? '<1 %' : `${String(percent)} %`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[], numbers: readonly number[]) {
  return rows.length === 0 ? null : { rows: [head, ...rows], numbers };
}

function signalCells(signal: SignalStatistics): readonly string[] {
  const { name, units, mean, deviation, nearZero, nearOne, constant, still, overTime } = signal;
  return [
    ...[signalLabel(name), formatFigure(mean), formatFigure(deviation), formatShare(nearZero), formatShare(nearOne)],
    ...[countOf(constant, units), countOf(still, units), sparkline(overTime)],
  ];
}

function countOf(some: readonly number[], units: number): string {
  return `${String(some.length)}/${String(units)}`;
}

/** In the order in which a cell computes them. */
const ORDER: readonly SignalName[] = [
  ...(['inputGate', 'forgetGate', 'updateGate', 'resetGate'] as const),
  ...(['candidate', 'cellState', 'outputGate', 'output'] as const),
];

function inOrder(signals: readonly SignalStatistics[]): readonly SignalStatistics[] {
  return signals.toSorted((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
}
