import { t } from '@vscode/l10n';
import { remark, type Remark } from './remark.ts';
import type { DataSpec, ProbeSpec } from './table/specTable.ts';

const ways = ['select', 'text', 'rows'] as const;

/** What cannot be right about the probes. */
export function checkProbes(probes: readonly ProbeSpec[], data: DataSpec | null): readonly Remark[] {
  const names = probes.map(({ name }) => name);
  return probes.flatMap((probe, index) => [
    ...checkWays(probe, index),
    ...(names.indexOf(probe.name) < index
      ? [remark('duplicateName', ['probes', index, 'name'], t('Another probe is already named "{0}".', probe.name))]
      : []),
    ...checkRows(probe, index),
    ...(probe.text !== undefined && data !== null && data.input.type !== 'text'
      ? [remark('probeUnclear', ['probes', index, 'text'], t('The input is no text: use "select" or "rows".'))]
      : []),
  ]);
}

function checkWays(probe: ProbeSpec, index: number): readonly Remark[] {
  const given = ways.filter((way) => probe[way] !== undefined);
  if (given.length === 1) return [];
  if (given.length === 0) {
    const text = t('What is watched? Add "select", "text" or "rows".');
    return [{ ...remark('probeUnclear', ['probes', index, 'name'], text), suggestion: 'select' }];
  }
  const text = t('A probe watches one thing: leave out "{0}" or "{1}".', given[0] ?? '', given[1] ?? '');
  return [remark('probeUnclear', ['probes', index, given[1] ?? 'name'], text)];
}

function checkRows({ rows }: ProbeSpec, index: number): readonly Remark[] {
  if (rows === undefined || rows[0] < rows[1]) return [];
  const text = t('The second row is the first one after the probe: it must be above the first.');
  return [remark('probeUnclear', ['probes', index, 'rows'], text)];
}
