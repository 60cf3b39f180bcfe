import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { toCell } from '../cellText.ts';
import { explainEmptyFile } from '../fileError.ts';
import { explainJson, explainJsonLine, parseRecord } from '../jsonSyntax.ts';
import { openText } from './dataFile.ts';
import type { DataFile, StartRows } from './dataFile.ts';
import { readJsonObjects } from './jsonList.ts';
import { readLines } from './textLines.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Objects that tell which columns there are: one may leave out what it has no value for. */
const HEADER_OBJECTS = 1000;

/**
 * Reads a file with one JSON object a line.
 *
 * @throws UserError naming the line of what is no object, and of bytes that are not UTF-8
 */
export async function readJsonLines(file: DataFile, start: StartRows): Promise<DataFingerprint> {
  const { bytes, fingerprint } = openText(file);
  const objects = createObjectTaker(start);
  let number = 0;
  for await (const text of readLines(bytes)) {
    number++;
    if (text.trim() === '') continue;
    const value = parseRecord(text);
    if (value === null) throw new UserError(explainJsonLine(file.source, number));
    objects.take(value, number);
  }
  if (!objects.end()) throw new UserError(explainEmptyFile(file.source));
  return fingerprint();
}

/** Reads a file with a list of JSON objects, one at a time. @throws UserError where it is none, or is not UTF-8 */
export async function readJsonList(file: DataFile, start: StartRows): Promise<DataFingerprint> {
  const { bytes, fingerprint } = openText(file);
  const objects = createObjectTaker(start);
  for await (const text of readJsonObjects(bytes, file.source)) {
    const value = parseRecord(text);
    if (value === null) throw new UserError(explainJson(file.source));
    objects.take(value, null);
  }
  if (!objects.end()) throw new UserError(explainEmptyFile(file.source));
  return fingerprint();
}

/** Waits with the first objects until their keys are known. */
function createObjectTaker(start: StartRows) {
  const waiting: (readonly [JsonObject, number | null])[] = [];
  let give: ((value: JsonObject, line: number | null) => void) | null = null;
  const begin = (): void => {
    const header = [...new Set(waiting.flatMap(([value]) => Object.keys(value)))];
    const { take } = start(header);
    give = (value, line) => {
      take(
        header.map((key) => toCell(value[key])),
        line,
      );
    };
    for (const [value, line] of waiting) give(value, line);
  };
  return {
    take(value: JsonObject, line: number | null): void {
      if (give !== null) give(value, line);
      else if (waiting.push([value, line]) === HEADER_OBJECTS) begin();
    },
    /** Whether there was any object. */
    end(): boolean {
      if (give === null && waiting.length > 0) begin();
      return waiting.length > 0;
    },
  };
}
