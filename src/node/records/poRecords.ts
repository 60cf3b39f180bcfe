import { t } from '@vscode/l10n';
import { po } from 'gettext-parser';
import type { GetTextTranslations } from 'gettext-parser';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { openText } from './dataFile.ts';
import type { DataFile, StartRows } from './dataFile.ts';

/** No catalogue of people is larger, and its entries take several times as much memory. */
const MOST_BYTES = 100e6;

/** Names of the two columns of a po file. */
export const poHeader = ['msgid', 'msgstr'] as const;

/**
 * Reads the pairs of a gettext catalogue; what is untranslated or marked as fuzzy is left out, of plurals the singular
 * is read.
 *
 * @throws UserError where it is none, is not UTF-8, or is larger than a catalogue is that is read as a whole
 */
export async function readPoRecords(
  file: DataFile,
  start: StartRows,
  mostBytes = MOST_BYTES,
): Promise<DataFingerprint> {
  const { bytes, fingerprint } = openText(file);
  const { take } = start(poHeader);
  // As text, so that a header that says another encoding does not matter: the bytes are UTF-8.
  for (const pair of parsePo(await joinText(bytes, file.source, mostBytes), file.source)) take(pair, null);
  return fingerprint();
}

async function joinText(bytes: AsyncIterable<Uint8Array>, source: string, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > mostBytes) throw new UserError(explainLength(source, mostBytes));
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

function explainLength(source: string, mostBytes: number): string {
  return t(
    '{source} is larger than {megabytes} MB, and a po file is read as a whole. Cut it into several, and name them with a pattern such as parts/*.po.',
    { source, megabytes: Math.floor(mostBytes / 1e6) },
  );
}

/** The pairs of a catalogue. @throws UserError where it is none */
export function parsePo(text: string, source: string): readonly (readonly [string, string])[] {
  return pairsOf(parseCatalogue(text, source));
}

function parseCatalogue(text: string, source: string): GetTextTranslations {
  try {
    return po.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = 'lineNumber' in error && typeof error.lineNumber === 'number' ? error.lineNumber : null;
    throw new UserError(
      line === null
        ? t('{0} is no po file. Each entry has a line with msgid and one with msgstr, both in quotes.', source)
        : t('{source}, line {line}: this is not po. Each entry has a line with msgid and one with msgstr, in quotes.', {
            source,
            line,
          }),
    );
  }
}

function pairsOf({ translations }: GetTextTranslations): readonly (readonly [string, string])[] {
  return Object.values(translations)
    .flatMap((entries) => Object.values(entries))
    .filter(({ msgid, msgstr, comments }) => {
      const fuzzy = /\bfuzzy\b/.test(comments?.flag ?? '');
      return msgid !== '' && (msgstr[0] ?? '') !== '' && !fuzzy;
    })
    .map(({ msgid, msgstr }) => [msgid, msgstr[0] ?? ''] as const);
}
