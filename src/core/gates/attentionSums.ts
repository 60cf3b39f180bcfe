import type { AttentionStatistics } from '../../contracts/gates.ts';
import { countsAt, type RecordedAttention, type RecordedLayer } from './recordedLayer.ts';

/** A row that gives one timestep more weight than this looks at it alone. */
const FOCUSED = 0.9;

/** Gathers how widely attention looks. */
export interface AttentionSums {
  add(recorded: RecordedLayer, attention: RecordedAttention): void;
  finish(): AttentionStatistics;
}

/**
 * A fresh accumulator of attention weights. A row a of weights over the n timesteps that it can see has the entropy
 * `H = -Σ a ln a` (Shannon 1948), in nats; its largest one is ln n, and exp(H) is the number of timesteps that would have
 * the same entropy if they were looked at alike (its perplexity). Rows that look nowhere, and those of padding, are left out.
 */
export function createAttentionSums(): AttentionSums {
  let [rows, entropy, evenness, reach, focused] = [0, 0, 0, 0, 0];

  function addRow(attention: RecordedAttention, row: Row): void {
    const told = describeRow(attention, row);
    if (told === null) return;
    rows++;
    entropy += told.entropy;
    // With one timestep alone there is nothing else to look at.
    evenness += told.sources > 1 ? told.entropy / Math.log(told.sources) : 0;
    reach += Math.exp(told.entropy);
    focused += Number(told.peak > FOCUSED);
  }

  return {
    add(recorded, attention) {
      const { batch, time } = recorded;
      const { heads } = attention;
      for (let index = 0; index < batch * heads * time; index++) {
        const [example, step] = [Math.floor(index / (heads * time)), index % time];
        if (countsAt(recorded, example, step)) addRow(attention, { index, example, step });
      }
    },
    finish: () => ({
      rows,
      entropy: entropy / rows,
      evenness: evenness / rows,
      reach: reach / rows,
      focused: focused / rows,
    }),
  };
}

/** Where a timestep of an example looked. */
interface Row {
  /** Among all rows of the batch. */
  readonly index: number;
  readonly example: number;
  readonly step: number;
}

/** `null` for a row that looks nowhere. */
function describeRow(
  { sources, sourceSteps, causal, weights }: RecordedAttention,
  { index, example, step }: Row,
): { readonly entropy: number; readonly peak: number; readonly sources: number } | null {
  const visible = causal ? Math.min(sources, step + 1) : sources;
  let [entropy, peak, count] = [0, 0, 0];
  for (let source = 0; source < visible; source++) {
    if (sourceSteps !== null && sourceSteps[example * sources + source] !== 1) continue;
    const weight = weights[index * sources + source] ?? NaN;
    count++;
    peak = Math.max(peak, weight);
    if (weight > 0) entropy -= weight * Math.log(weight);
  }
  return peak === 0 ? null : { entropy: Math.max(0, entropy), peak, sources: count };
}
