import type { OffsetRange } from '../../contracts/problem.ts';
import type { Analysis } from './analyse.ts';

/** What a person sees who points at `offset`: markdown, and the token it speaks of. */
export function hover(analysis: Analysis, offset: number): { markdown: string; range: OffsetRange } | null {
  return offset > analysis.text.length ? null : null;
}
