import { t } from '@vscode/l10n';
import type { GateReport, LayerGates, SignalStatistics } from '../../contracts/gates.ts';
import { formatFigure } from '../../contracts/formatFigure.ts';
import { formatShare, formatTimesteps } from './gateTables.ts';
import { isGate, layerLabel, signalLabel } from './signalNames.ts';

/** A gate whose mean is beyond these is nearly always closed or open. */
const NEARLY_CLOSED = 0.1;
const NEARLY_OPEN = 0.9;

/** A share of saturated values that is worth a word. */
const MUCH = 0.5;

/** What a report tells, in words, localized: layer by layer, the most remarkable first. */
export function describeFindings(report: GateReport): readonly string[] {
  return report.layers.flatMap((layer) => {
    const name = layerLabel(layer, report);
    return [
      ...layer.signals.flatMap((signal) => describeUnits(name, signal)),
      ...describeMemory(name, layer),
      ...layer.signals.flatMap((signal) => describeSaturation(name, signal)),
      ...describeCells(name, layer),
      ...describeAttention(name, layer),
    ];
  });
}

function describeUnits(layer: string, signal: SignalStatistics): readonly string[] {
  const { name, units, closed, open, constant, still } = signal;
  const told = (some: readonly number[], tell: (values: UnitValues) => string): readonly string[] =>
    some.length === 0 ? [] : [tell({ count: some.length, units, layer, signal: signalLabel(name) })];
  if (name === 'output') {
    const moving = still.filter((unit) => !constant.includes(unit));
    return [
      ...told(constant, (values) =>
        t('{count} of {units} units of {layer} are nearly constant: the layers above learn little from them.', values),
      ),
      ...told(moving, (values) =>
        t('{count} of {units} units of {layer} hardly change from one timestep to the next.', values),
      ),
    ];
  }
  if (!isGate(name)) return [];
  const stuck = constant.filter((unit) => !closed.includes(unit) && !open.includes(unit));
  return [
    ...told(closed, (values) => t('{count} of {units} units of {layer} never open their {signal}.', values)),
    ...told(open, (values) => t('{count} of {units} units of {layer} never close their {signal}.', values)),
    ...told(stuck, (values) => t('{count} of {units} units of {layer} never move their {signal}.', values)),
  ];
}

/** What a sentence about some units names. A type that `t` takes. */
type UnitValues = Record<'count' | 'units' | 'layer' | 'signal', string | number>;

function describeMemory(layer: string, { memory, signals }: LayerGates): readonly string[] {
  if (memory === null) return [];
  const mean = signals.find(({ name }) => name === memory.gate)?.mean ?? NaN;
  const values = {
    layer,
    gate: signalLabel(memory.gate),
    steps: formatTimesteps(memory.mean),
    longest: formatTimesteps(memory.longest),
  };
  if (mean > NEARLY_OPEN)
    return [t('The {gate} of {layer} is nearly always open: memory of about {steps} timesteps.', values)];
  if (mean < NEARLY_CLOSED)
    return [t('The {gate} of {layer} is nearly always closed: it forgets at once what it has read.', values)];
  return [t('{layer} remembers about {steps} timesteps by its {gate}, its longest unit {longest}.', values)];
}

function describeSaturation(layer: string, { name, nearZero, nearOne }: SignalStatistics): readonly string[] {
  const values = { layer, signal: signalLabel(name) };
  if (name === 'candidate' && nearOne > MUCH) {
    const share = formatShare(nearOne);
    return [
      t('{share} of the values of the {signal} of {layer} are saturated: they learn slowly.', { ...values, share }),
    ];
  }
  if (!isGate(name) || nearZero + nearOne <= MUCH) return [];
  const share = formatShare(nearZero + nearOne);
  return [t('The {signal} of {layer} is saturated: {share} of its values are near 0 or 1.', { ...values, share })];
}

/** Cell states that have grown that much since the middle of the example still grow when it ends: evenly, they would double. */
const GROWTH = 1.5;

function describeCells(layer: string, { cellNorm }: LayerGates): readonly string[] {
  if (cellNorm === null) return [];
  const { middle, last } = cellNorm;
  if (!(last > GROWTH * middle)) return [];
  const values = { layer, middle: formatFigure(middle), last: formatFigure(last) };
  return [
    t('The cell states of {layer} still grow at the end: their norm goes from {middle} half-way to {last}.', values),
  ];
}

/** Shares of the largest entropy beyond which attention says little, or looks at little. */
const EVEN = 0.95;

function describeAttention(layer: string, { attention }: LayerGates): readonly string[] {
  if (attention === null) return [];
  const { evenness, focused, reach } = attention;
  const values = { layer, steps: formatTimesteps(reach), share: formatShare(focused) };
  if (evenness > EVEN)
    return [t('{layer} looks at all timesteps nearly alike: its attention tells them hardly apart.', values)];
  if (focused > MUCH) return [t('{layer} looks at one timestep alone in {share} of its rows.', values)];
  return [t('{layer} looks at about {steps} timesteps at a time.', values)];
}
