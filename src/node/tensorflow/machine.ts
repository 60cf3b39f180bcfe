/** What providing TensorFlow needs of the machine besides its files; a test hands in its own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Runs a program to its end. Rejects only when `signal` aborts. */
  run(program: Program, signal: AbortSignal): Promise<ProgramResult>;
  /** Writes what `url` answers to `file`. Rejects with a reason for people, at the latest after some minutes. */
  download(url: string, file: string, options: DownloadOptions): Promise<void>;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
}

export interface ProgramResult {
  /** `missing`: there is no such program; `timedOut`: it was ended because it took too long. */
  readonly outcome: 'succeeded' | 'failed' | 'missing' | 'timedOut';
  readonly stdout: string;
  readonly stderr: string;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** Called with the share that has arrived, 0 to 1, where the size is known. */
  readonly onFraction: (fraction: number) => void;
}
