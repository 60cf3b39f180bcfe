import type { RunManifest } from '../../contracts/run.ts';
import { formatMoment } from '../shared/humanText.ts';

/** What the title of a run's panel is made of. */
export type TitledRun = Pick<RunManifest, 'name' | 'startedAt'>;

/** Titles of open panels, one each: the name of the model, and where two would read the same, when each run began. */
export function collectPanelTitles(runs: readonly TitledRun[], now: number, locale: string): string[] {
  const withMinutes = runs.map((run) => addTime(run, now, locale, false));
  const withSeconds = runs.map((run) => addTime(run, now, locale, true));
  return runs.map(({ name }, index) => {
    const choices = [runs.map((run) => run.name), withMinutes, withSeconds];
    const all = choices.find((titles) => titles.filter((title) => title === titles[index]).length === 1);
    return (all ?? withSeconds)[index] ?? name;
  });
}

function addTime({ name, startedAt }: TitledRun, now: number, locale: string, seconds: boolean): string {
  return `${name} · ${formatMoment(Date.parse(startedAt), now, locale, seconds)}`;
}
