import { t } from '@vscode/l10n';
import type { TakenOver } from './training.ts';

/**
 * What a training has of the run that it goes on from, a line a thing: one wording for the runs view and the command
 * line.
 */
export function describeTakenOver({ run, layers, anew, preparation }: TakenOver): readonly string[] {
  const { input, target } = preparation;
  const values = { run, layers: layers.join(', ') };
  const alone = anew.filter(({ why }) => why !== input && why !== target);
  return [
    input === null && target === null
      ? t('Goes on from {run}: weights of {layers}; the data is prepared as it was there', values)
      : t('Goes on from {run}: weights of {layers}', values),
    ...(input === null ? [] : [describeInput(input, layersFor(input, anew))]),
    ...(target === null ? [] : [describeTarget(target, layersFor(target, anew))]),
    ...alone.map(({ layer, why }) => t('{layer} begins anew: {why}', { layer, why })),
  ];
}

/** The layers that begin anew for one reason. */
function layersFor(reason: string, anew: TakenOver['anew']): string {
  return anew.flatMap(({ layer, why }) => (why === reason ? [layer] : [])).join(', ');
}

function describeInput(why: string, layers: string): string {
  return layers === ''
    ? t('The input is prepared anew: {why}', { why })
    : t('The input is prepared anew, and {layers} with it: {why}', { layers, why });
}

function describeTarget(why: string, layers: string): string {
  return layers === ''
    ? t('The target is prepared anew: {why}', { why })
    : t('The target is prepared anew, and {layers} with it: {why}', { layers, why });
}
