/**
 * Columns that a target need not name, as they belong to the pictures: the sub-folder of a file, and the array of labels
 * beside that of the pixels.
 */
export const OWN_LABELS: ReadonlySet<string> = new Set(['class', 'label']);
