import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One entry of the list that VS Code keeps of the extensions in a folder; other fields are kept as they are. */
interface InstalledExtension {
  readonly identifier: { readonly id: string };
  readonly [field: string]: unknown;
}

/**
 * Makes the extension in `extension` an installed one of the VS Code that keeps its extensions in `extensionsDirectory`,
 * where it stands: what is built there is what runs after the next reload of the window.
 */
export async function linkExtension(extension: string, extensionsDirectory: string): Promise<void> {
  const { name, publisher, version } = await readManifest(extension);
  const id = `${publisher}.${name}`;
  const folder = `${id}-${version}`;
  await mkdir(extensionsDirectory, { recursive: true });
  // A link, not the place itself: uninstalling in VS Code removes what the list points to.
  const link = join(extensionsDirectory, folder);
  await rm(link, { force: true });
  await symlink(extension, link, 'junction');

  const listFile = join(extensionsDirectory, 'extensions.json');
  const others = (await readList(listFile)).filter((entry) => entry.identifier.id !== id);
  const entry: InstalledExtension = {
    identifier: { id },
    version,
    location: { $mid: 1, path: link, scheme: 'file' },
    relativeLocation: folder,
    metadata: { source: 'vsix', pinned: true },
  };
  await writeFile(listFile, JSON.stringify([...others, entry]));
}

async function readManifest(extension: string): Promise<{ name: string; publisher: string; version: string }> {
  // VS Code would refuse a manifest without the three.
  return JSON.parse(await readFile(join(extension, 'package.json'), 'utf8')) as Awaited<
    ReturnType<typeof readManifest>
  >;
}

async function readList(file: string): Promise<InstalledExtension[]> {
  const text = await readFile(file, 'utf8').catch(() => '[]');
  // Written by VS Code, or by us.
  return JSON.parse(text) as InstalledExtension[];
}
