import type { Plan } from '../../contracts/plan.ts';
import type { TrainParams } from '../../contracts/training.ts';
import type { RunStore } from './runStore.ts';

/** What a training begins with that goes on from a run; nothing where it begins by chance. */
export async function readInitial(
  store: Pick<RunStore, 'readLearned'>,
  { training }: Plan,
  baseDirectory: string,
): Promise<Pick<TrainParams, 'initial'>> {
  const { initializeFrom: from } = training;
  return from === null ? {} : { initial: await store.readLearned(from.run, folderOf(from.run, baseDirectory)) };
}

/** The folder that a spec means by a path: relative to its own, or absolute. */
function folderOf(path: string, baseDirectory: string): string {
  return /^([\\/]|[a-zA-Z]:)/.test(path) ? path : `${baseDirectory}/${path}`;
}
