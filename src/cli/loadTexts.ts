import { readFileSync } from 'node:fs';
import type { l10nJsonFormat } from '@vscode/l10n';

/** Reads a file of `l10n/`, or answers `undefined` where there is none of this name. */
type ReadBundle = (name: string) => string | undefined;

/**
 * Texts in the language that the environment asks for (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set),
 * as `zh_CN.UTF-8`; without the country where there are none for it. `undefined`: English.
 */
export function loadTexts(
  environment: Readonly<Record<string, string | undefined>>,
  readBundle: ReadBundle,
): l10nJsonFormat | undefined {
  const asked =
    ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name] ?? '').find((value) => value !== '') ?? '';
  const [, language, country] = /^([a-z]+)(?:_([A-Z]+))?/.exec(asked) ?? [];
  if (language === undefined) return undefined;
  const names = [`${language}-${country ?? ''}`.toLowerCase(), language];
  const text = names.map((name) => readBundle(`bundle.l10n.${name}.json`)).find((found) => found !== undefined);
  // Our own file.
  return text === undefined ? undefined : (JSON.parse(text) as l10nJsonFormat);
}

/** Reads from `l10n/` beside the bundle, or at the root of the sources. */
export function readShippedBundle(name: string): string | undefined {
  const folder = import.meta.url.endsWith('.ts') ? '../../l10n/' : './l10n/';
  try {
    return readFileSync(new URL(folder + name, import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}
