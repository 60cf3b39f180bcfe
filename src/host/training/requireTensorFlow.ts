import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { ProgressLocation, window, type CancellationToken, type Progress } from 'vscode';
import { settings } from '../shared/settings.ts';

/**
 * Makes sure that TensorFlow can be loaded from `extensionFolder`: at once where it is there, else by a download that
 * the person has agreed to. Answers `false` where the person said no. Rejects with a `UserError` that says what to do.
 */
export async function requireTensorFlow(extensionFolder: string, log: (line: string) => void): Promise<boolean> {
  const given = settings.tensorflowPath() ?? pathFromEnvironment();
  if (given === null && !hasLibrary(packageFolder(extensionFolder)) && !(await askToDownload())) return false;
  const location = ProgressLocation.Notification;
  const options = { location, title: t('Preparing TensorFlow'), cancellable: true };
  return window.withProgress(options, (progress, token) =>
    provide(extensionFolder, given, abortOn(token), reportTo(progress, log)),
  );
}

async function provide(
  extensionFolder: string,
  given: string | null,
  signal: AbortSignal,
  report: (progress: { message: string; fraction?: number }) => void,
): Promise<boolean> {
  // Only now: what fetches and builds TensorFlow is needed once a machine.
  const { provideTensorFlow } = await import('../../node/tensorflowRuntime.ts');
  const { cacheFolder } = await import('../../node/cacheFolder.ts');
  try {
    await provideTensorFlow({
      packageFolder: packageFolder(extensionFolder),
      headersFolder: join(extensionFolder, 'node_modules/node-api-headers/include'),
      cacheFolder: cacheFolder(),
      given,
      report,
      signal,
    });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

/** Libraries of TensorFlow need hundreds of megabytes: nobody should pay for them by surprise. */
async function askToDownload(): Promise<boolean> {
  const download = t('Download TensorFlow');
  const message = t('Training needs TensorFlow, which is not on this computer yet.');
  const detail = t('Up to 300 MB are downloaded once, and need up to 1.5 GB on the disk.');
  return (await window.showInformationMessage(message, { modal: true, detail }, download)) === download;
}

function pathFromEnvironment(): string | null {
  const path = process.env['GATESCOPE_TENSORFLOW'] ?? '';
  return path === '' ? null : path;
}

function hasLibrary(folder: string): boolean {
  return ['lib/gatescope.json', 'lib/napi-v8/tfjs_binding.node'].some((file) => existsSync(join(folder, file)));
}

function packageFolder(extensionFolder: string): string {
  return join(extensionFolder, 'node_modules/@tensorflow/tfjs-node');
}

function abortOn(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => {
    controller.abort();
  });
  return controller.signal;
}

function reportTo(
  progress: Progress<{ message: string }>,
  log: (line: string) => void,
): (news: { readonly message: string; readonly fraction?: number }) => void {
  let told = '';
  return ({ message, fraction }) => {
    if (message !== told) log(message);
    told = message;
    progress.report({
      message: fraction === undefined ? message : `${message} (${String(Math.round(100 * fraction))} %)`,
    });
  };
}
