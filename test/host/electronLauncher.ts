import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { runTests } from '@vscode/test-electron';

import { writeUserSettings } from '../../scripts/codeServer.ts';
import { quietSettings } from '../../scripts/quietSettings.ts';
import type { HostRun } from './hostRun.ts';

/** Runs the suite in the desktop's VS Code: the one at `executable`, else one that is downloaded. */
export async function runInElectron(run: HostRun, executable: string | undefined): Promise<void> {
  const userData = join(run.folder, 'user');
  await writeUserSettings(userData, quietSettings);
  await runTests({
    ...(executable === undefined ? {} : { vscodeExecutablePath: executable }),
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.suite,
    extensionTestsEnv: run.environment,
    launchArgs: [
      run.workspace,
      ...['--user-data-dir', join(userData, 'data')],
      ...['--extensions-dir', join(run.folder, 'extensions')],
      '--disable-workspace-trust',
      '--disable-telemetry',
    ],
  }).catch((error: unknown) => {
    // It also rejects for failed tests; those are in the result.
    if (!existsSync(run.resultFile)) throw error;
  });
}
