/** What run.ts has started once for all test files, which run in processes of their own. */
export interface Session {
  /** Address of VS Code's server. */
  readonly serverUrl: string;
  /** Where the server keeps the user's settings. */
  readonly serverData: string;
  /** Address that Playwright connects to for the browser. */
  readonly browser: string;
  /** Folder for what tests write, removed after the run even where a test could not. */
  readonly folder: string;
  /** Folder for screenshots, ignored by git. */
  readonly screenshots: string;
}

const variable = 'GATESCOPE_E2E_SESSION';

/** Hands the session to the processes that are started from here on. */
export function publishSession(session: Session): void {
  process.env[variable] = JSON.stringify(session);
}

/** The session of the run that this process belongs to. */
export function readSession(): Session {
  const text = process.env[variable];
  if (text === undefined) throw new Error('Start the end-to-end tests with `node test/e2e/run.ts [name…]`.');
  // Written by publishSession in the parent process.
  return JSON.parse(text) as Session;
}
