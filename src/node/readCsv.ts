import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { t } from '@vscode/l10n';
import { CsvError, parse } from 'csv-parse';
import type { Options } from 'csv-parse';
import type { ForecastingDataPlan } from '../contracts/dataPlan.ts';
import { UserError } from '../contracts/userError.ts';
import { RowError, describeRow } from '../core/data/rowError.ts';
import type { Table } from '../core/data/table.ts';
import { createTableBuilder } from '../core/data/tableBuilder.ts';
import type { TableBuilder } from '../core/data/tableBuilder.ts';
import { chooseDelimiter } from './csvDelimiter.ts';
import { findLine } from './csvLines.ts';
import type { OpenBytes } from './csvLines.ts';
import { csvOptions, explainCsvSyntax } from './csvSyntax.ts';
import { createUtf8Check } from './utf8Check.ts';

interface CsvContent {
  readonly table: Table;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads csv bytes into a table. Only when something is wrong are the bytes opened a second time, to find the line.
 *
 * @throws UserError naming source, row, line and column for anything that the person can mend
 */
export async function readCsv(open: OpenBytes, plan: ForecastingDataPlan): Promise<CsvContent> {
  const delimiter = plan.delimiter ?? (await chooseDelimiter(open, plan.source));
  const options = csvOptions(delimiter);
  const hash = createHash('sha256');
  let bytes = 0;
  async function* checkedBytes(): AsyncGenerator<Uint8Array> {
    const check = createUtf8Check(plan.source);
    for await (const chunk of open()) {
      bytes += chunk.length;
      hash.update(chunk);
      check.add(chunk);
      yield chunk;
    }
    check.end();
  }
  try {
    const parser = parse(options);
    const table = await pipeline(checkedBytes, parser, (records: AsyncIterable<string[]>) =>
      collectTable(records, plan),
    );
    return { table, bytes, sha256: hash.digest('hex') };
  } catch (error) {
    throw await explainCsvError(error, open, { options, source: plan.source });
  }
}

async function collectTable(records: AsyncIterable<string[]>, plan: ForecastingDataPlan): Promise<Table> {
  let builder: TableBuilder | undefined;
  for await (const record of records) {
    if (builder === undefined) builder = createTableBuilder(record, plan);
    else builder.add(record);
  }
  if (builder === undefined)
    throw new UserError(t('{0} is empty. Choose a file with a header line and rows.', plan.source));
  const table = builder.build();
  if (table.rows === 0) throw new UserError(t('{0} has a header line, but no rows of data below it.', plan.source));
  return table;
}

async function explainCsvError(
  error: unknown,
  open: OpenBytes,
  { options, source }: { readonly options: Options; readonly source: string },
): Promise<unknown> {
  if (error instanceof RowError) {
    const { row, column } = error;
    return new UserError(describeRow({ source, row, column, line: await findLine(open, options, row) }, error.message));
  }
  if (error instanceof CsvError) return new UserError(explainCsvSyntax(error, source));
  return error;
}
