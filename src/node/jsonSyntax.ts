import { t } from '@vscode/l10n';
import { isRecord } from './cellText.ts';

/** A line of a jsonl file; `null` where it is no JSON object. */
export function parseRecord(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** What a person should know about a line of a jsonl file that is no object. */
export function explainJsonLine(source: string, line: number): string {
  return t('{source}, line {line}: this is not a JSON object. A jsonl file has one object a line.', { source, line });
}

/** What a person should know about a json file that is no list of objects. */
export function explainJson(source: string): string {
  return t('{0} is not a list of JSON objects. Write one object a row, all in one pair of square brackets.', source);
}
