import { t } from '@vscode/l10n';

/** A cell read as a number: the number, NaN where the value is missing, or what is wrong with the text, localized. */
export type ParsedNumber = number | string;

/** How files write "no value", in lower case: those that pandas reads so, and UCI's question mark. */
const MISSING = new Set(['', 'na', 'n/a', '#n/a', '<na>', 'nan', '-nan', 'null', 'none', '?']);

const INFINITE = /^[+-]?inf(inity)?$/i;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
/** As in 1.234,5 or 1 234,5 or 1.234.567. */
const EUROPEAN = /^[+-]?\d{1,3}(([.' \u00a0\u202f]\d{3})+,\d+|(\.\d{3}){2,})$/;
const THOUSANDS = /^[+-]?\d{1,3}([,' \u00a0]\d{3})+(\.\d+)?$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Whether a cell says that there is no value. */
export function isMissingText(text: string): boolean {
  return MISSING.has(text.trim().toLowerCase());
}

/** Whether a cell is a number for people, with thousands separators or a decimal comma. */
export function isWrittenOtherwise(text: string): boolean {
  return [EUROPEAN, THOUSANDS, DECIMAL_COMMA].some((form) => form.test(text.trim()));
}

/** Reads a decimal number, with or without exponent. */
export function parseNumber(text: string): ParsedNumber {
  const value = Number(text);
  // Number() also reads '', hexadecimal and other bases: those start with 0 and a letter.
  if (Number.isFinite(value) && isPlain(text)) return value;
  return parseUnusual(text.trim());
}

/** Starts with a digit, sign or point, and not like `0x`. */
function isPlain(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 0x30) return !(text.charCodeAt(1) > 0x39) || DECIMAL.test(text);
  return (first > 0x30 && first <= 0x39) || first === 0x2d || first === 0x2e || first === 0x2b;
}

function parseUnusual(text: string): ParsedNumber {
  if (isMissingText(text)) return NaN;
  const value = Number(text);
  if (DECIMAL.test(text) && Number.isFinite(value)) return value;
  if (DECIMAL.test(text) || INFINITE.test(text)) {
    return t('"{0}" is not a finite number. Mend the value, or leave the cell empty if it is not known.', text);
  }
  if (isWrittenOtherwise(text)) {
    return t(
      '"{0}" is not a number as a data file writes it. Write all of them without thousands separators, and with a point before decimals: 1234.5.',
      text,
    );
  }
  return t(
    '"{0}" is not a number. Mend the value, leave the cell empty if it is not known, or choose another column.',
    shorten(text),
  );
}

/** Enough of a cell to find it again. */
function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
