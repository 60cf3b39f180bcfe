import { spawnSync } from 'node:child_process';
import { UserError } from '../src/contracts/userError.ts';
import { say } from './say.ts';

/** What the tests need of a Debian system: a browser, and a header that VS Code's server is built with. */
const needed = ['chromium', 'libkrb5-dev'];

/**
 * Installs the Debian packages that tests in a real VS Code need, where this is root on a Debian system. Elsewhere it
 * throws a `UserError` that says which to install. Other systems have their own ways: nothing is asked of them here.
 */
export function provideDebianPackages(): void {
  if (spawnSync('dpkg-query', ['--version']).status !== 0) return;
  const missing = needed.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const names = missing.join(' ');
  if (process.getuid?.() !== 0) {
    throw new UserError(`The tests need Debian packages that are missing. Install them: sudo apt-get install ${names}`);
  }
  say(`Installing the Debian packages ${names}…`);
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  // Without current lists, the versions that apt knows of may be gone. A failure here shows in the install.
  spawnSync('apt-get', ['update', '-q'], options);
  const { status } = spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...missing], options);
  if (status !== 0) throw new UserError(`apt-get could not install ${names}. Its messages are above.`);
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], {
    encoding: 'utf8',
  });
  return stdout === 'installed';
}
