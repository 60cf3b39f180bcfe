import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UserError } from '../src/contracts/userError.ts';
import { projectRoot } from './projectRoot.ts';
import { say } from './say.ts';

const isWindows = process.platform === 'win32';

/** The command `code` of VS Code's desktop, where there is one and a screen to show it on. */
export function findDesktopCode(): string | undefined {
  if (!hasScreen()) return undefined;
  const name = isWindows ? 'code.cmd' : 'code';
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** macOS and Windows always have one; elsewhere a display server says where it is. */
function hasScreen(): boolean {
  if (process.platform === 'darwin' || isWindows) return true;
  return ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => (process.env[name] ?? '') !== '');
}

/** Opens a window of VS Code's desktop with the extension and `folder`; settles when the window is on its way. */
export async function openOnDesktop(code: string, folder: string): Promise<void> {
  say('Opening VS Code with GateScope and the folder samples/. Open births/births.lstm.json and press Train.');
  const args = ['--new-window', `--extensionDevelopmentPath=${projectRoot}`, folder];
  // A .cmd file needs a shell, which wants its arguments quoted.
  const child = isWindows
    ? spawn([code, ...args].map((part) => `"${part}"`).join(' '), { stdio: 'inherit', shell: true })
    : spawn(code, args, { stdio: 'inherit' });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0)
    throw new UserError(`${code} ended with ${String(status)}. \`npm start -- --browser\` does without it.`);
}
