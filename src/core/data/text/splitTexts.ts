import { t } from '@vscode/l10n';
import type { Plan } from '../../../contracts/plan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { splitExamples } from '../splitExamples.ts';
import type { ExampleSplits } from '../splitExamples.ts';
import { describeSplit } from '../splitRows.ts';
import type { SplitName } from '../splitRows.ts';
import { listLabels } from './labels.ts';
import { rowNumber, textError } from './textRows.ts';
import type { TextExamples, TextRows } from './textRows.ts';

/** Shares the examples out as the plan says; `stratify` without a column goes by the targets. */
export function splitTexts(examples: TextExamples, { data, training }: Plan): ExampleSplits {
  const values = examples.splitValues ?? (data.split.type === 'stratify' ? examples.targets : null);
  const subject = {
    count: examples.inputs.length,
    source: data.source,
    values,
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
  const message = t(
    'The {split} split has the label "{label}", which the training rows do not have (they have {labels}). Use a split of type stratify, add training rows with it, or mend the label.',
    { split: describeSplit(place.split), label, labels: listLabels([...index.keys()]) },
  );
  throw textError(place.rows, place.row, place.rows.target?.name ?? null, message);
}

/** @throws UserError where there are fewer than two labels to tell apart */
export function checkLabels(labels: readonly string[], { source }: { readonly source: string }, column: string): void {
  if (labels.length >= 2) return;
  throw new UserError(
    t(
      '{source}, column "{column}": all training rows have the label {labels}. Choose a column with at least two labels, or a split of type stratify.',
      { source, column, labels: listLabels(labels) },
    ),
  );
}
