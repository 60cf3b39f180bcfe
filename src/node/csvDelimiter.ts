import { detectDelimiter } from '../core/data/csvHeader.ts';
import { createUtf8Check } from './utf8Check.ts';
import type { OpenBytes } from './csvLines.ts';

/** No header line is longer: what comes after this many characters without a line break is not csv. */
const LONGEST_HEADER = 1024 * 1024;

/**
 * The delimiter that the header line uses.
 *
 * @throws UserError where the file does not begin with UTF-8 text
 */
export async function chooseDelimiter(open: OpenBytes, source: string): Promise<string> {
  return detectDelimiter(await readHeaderLine(open, source));
}

async function readHeaderLine(open: OpenBytes, source: string): Promise<string> {
  const check = createUtf8Check(source);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of open()) {
    check.add(chunk);
    text += decoder.decode(chunk, { stream: true });
    const end = findLineEnd(text);
    if (end !== undefined) return text.slice(0, end);
    if (text.length > LONGEST_HEADER) break;
  }
  return text;
}

/** First line break that is not inside quotes and does not end a blank line. */
function findLineEnd(text: string): number | undefined {
  let quoted = false;
  let blank = true;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    const endsLine = character === '\n' || character === '\r';
    if (character === '"') quoted = !quoted;
    if (endsLine && !quoted && !blank) return index;
    blank &&= endsLine;
  }
  return undefined;
}
