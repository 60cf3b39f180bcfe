import { t } from '@vscode/l10n';
import { Uri, window, type QuickPickItem } from 'vscode';
import type { TrainedParams } from '../../node/readTrainedModel.ts';

/** What a forecast is asked for. */
export interface AheadWish {
  /** Absolute path of the table; `null`: the data of the run. */
  readonly path: string | null;
  /** Timesteps. */
  readonly steps: number;
}

/** Asks beyond the last row of which table, and how far, a model shall forecast; `undefined` where the person turns back. */
export async function askAhead(name: string, { plan, baseDirectory }: TrainedParams): Promise<AheadWish | undefined> {
  const { source, target } = plan.data;
  const title = t('Predict with {0}', name);
  const path = await pickTable(title, source, baseDirectory);
  if (path === undefined) return undefined;
  const steps = await window.showInputBox({
    title,
    prompt: t('How many timesteps beyond the last row of {0}?', path ?? source),
    value: String(target.type === 'timeseries' ? target.horizon : 1),
    validateInput: (text) => (isCount(text) ? undefined : t('Write a whole number from 1 on.')),
    ignoreFocusOut: true,
  });
  return steps === undefined ? undefined : { path, steps: Number(steps) };
}

async function pickTable(title: string, source: string, baseDirectory: string): Promise<string | null | undefined> {
  const own: QuickPickItem = { label: source, description: t('the data of the run') };
  const browse: QuickPickItem = { label: `$(folder-opened) ${t('Other file…')}`, alwaysShow: true };
  const placeHolder = t('Forecast beyond the last row of which file?');
  const picked = await window.showQuickPick([own, browse], { title, placeHolder, ignoreFocusOut: true });
  if (picked !== browse) return picked === undefined ? undefined : null;
  const [file] =
    (await window.showOpenDialog({ title, openLabel: t('Choose'), defaultUri: Uri.file(baseDirectory) })) ?? [];
  return file?.fsPath;
}

function isCount(text: string): boolean {
  return /^\d{1,6}$/.test(text.trim()) && Number(text) > 0;
}
