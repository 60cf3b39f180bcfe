import type { MetricsRecord } from '../../contracts/run.ts';
import type { BatchEvent, EpochEvent } from '../../contracts/training.ts';
import { reviveNumbers, stringifySafely } from './safeJson.ts';

/** One line of `metrics.jsonl`, with its end. */
export function encodeMetricsLine(record: MetricsRecord): string {
  return `${stringifySafely(record)}\n`;
}

/**
 * Reads `metrics.jsonl`. Lines that are no record are left out: the last one may have been cut off by a crash, or be
 * half written right now, and one bad line must not hide a run.
 */
export function parseMetricsLog(text: string): { readonly epochs: EpochEvent[]; readonly batches: BatchEvent[] } {
  const epochs: EpochEvent[] = [];
  const batches: BatchEvent[] = [];
  for (const line of text.split('\n')) {
    const record = parseLine(line);
    if (record === undefined) continue;
    const { type, ...event } = record;
    // The two halves of the union lose their tie to `type` when it is taken out.
    if (type === 'epoch') epochs.push(event as EpochEvent);
    else batches.push(event as BatchEvent);
  }
  return { epochs, batches };
}

function parseLine(line: string): MetricsRecord | undefined {
  try {
    const value: unknown = reviveNumbers(JSON.parse(line));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is MetricsRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    (value.type === 'epoch' || value.type === 'batch') &&
    'step' in value
  );
}
