/** What a file is made of: text, bytes, or text that comes piece by piece because it may be too long for one string. */
export type FileContent = string | Uint8Array | Iterable<string>;

/** The few things that runs need of a disk. Paths are absolute; `/` separates on every system. Failures reject. */
export interface FilePort {
  /** Makes a folder and its parents; does nothing where it is there already. */
  makeDirectory(path: string): Promise<void>;
  /** Makes one folder inside an existing one. Answers `false`, and makes nothing, where the name is taken. */
  claimDirectory(path: string): Promise<boolean>;
  /** Writes a whole file so that readers see the old content or the new, never a part. */
  writeFile(path: string, content: FileContent): Promise<void>;
  /** Adds to the end of a file, which is made where it is missing. */
  appendFile(path: string, content: string | Uint8Array): Promise<void>;
  readFile(path: string): Promise<Uint8Array>;
  /** Decodes UTF-8. */
  readText(path: string): Promise<string>;
  exists(path: string): Promise<boolean>;
  /** Names of the folders inside a folder, in no order; empty where it does not exist. */
  listDirectories(path: string): Promise<readonly string[]>;
}
