/** First line that the suite prints: what a launcher hears before it is VS Code's own talk. */
export const suiteTitle = 'Tests inside the extension host';

/** One run of the suite inside an extension host, the same for every launcher. All paths are absolute. */
export interface HostRun {
  /** The extension under test. */
  readonly extension: string;
  /** The bundle that exports `run`. */
  readonly suite: string;
  /** The folder that VS Code opens: a fresh copy that tests may write to. */
  readonly workspace: string;
  /** A folder for everything that VS Code keeps, removed afterwards. */
  readonly folder: string;
  /** Where the suite leaves its `SuiteResult`. */
  readonly resultFile: string;
  /** What the extension host finds in its environment besides the launcher's own. */
  readonly environment: Readonly<Record<string, string>>;
}
