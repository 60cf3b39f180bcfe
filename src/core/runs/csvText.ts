/** A text as a field of a CSV file (RFC 4180): in quotes where it holds what would end it. */
export function quoteText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a field that `quoteText` made. */
export function unquoteText(field: string): string {
  return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
}
