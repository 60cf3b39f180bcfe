import type { Plan } from '../../../contracts/plan.ts';
import { splitExamples } from '../splitExamples.ts';
import type { ExampleSplits } from '../splitExamples.ts';
import type { SplitName } from '../splitRows.ts';
import { explainHeldOut } from './labels.ts';
import { rowNumber, textError } from './textRows.ts';
import type { TextExamples, TextRows } from './textRows.ts';
import { mapTexts } from './texts.ts';

/** Shares the examples out as the plan says; `stratify` without a column goes by the targets. */
export function splitTexts(examples: TextExamples, { data, training }: Plan): ExampleSplits {
  const cells = examples.splitValues ?? (data.split.type === 'stratify' ? examples.targets : null);
  const subject = {
    count: examples.inputs.length,
    source: data.source,
    // As labels are: blanks around a cell make no other class or person of it.
    values: cells && mapTexts(cells, (cell) => cell.trim()),
    rowOf: (example: number) => rowNumber(examples, example),
  };
  return splitExamples(subject, data.split, training.seed);
}

/** Where a label or tag stands, and what else there is to say about it. */
export interface LabelPlace {
  readonly rows: TextRows;
  /** Row counted from 0 over all files. */
  readonly row: number;
  /** Split of the row. */
  readonly split: SplitName;
}

/** The number of a label. @throws UserError for one that the training rows do not have, naming the row */
export function numberLabel(label: string, index: ReadonlyMap<string, number>, placeOf: () => LabelPlace): number {
  const number = index.get(label);
  if (number !== undefined) return number;
  const place = placeOf();
  const message = explainHeldOut(place.split, label, [...index.keys()]);
  throw textError(place.rows, place.row, place.rows.target?.name ?? null, message);
}
