import { t } from '@vscode/l10n';
import type { DataFacts, TimeFacts } from '../../data/facts/dataFacts.ts';
import { findGroups } from '../../data/facts/findGroups.ts';
import { isWrittenOtherwise, parseNumber } from '../../data/parseNumber.ts';
import { createTimeParser, type DateOrder } from '../../data/parseTime.ts';
import { remark } from '../remark.ts';
import { nearestWord } from '../suggest.ts';
import type { ColumnUse } from './columnUses.ts';
import { describePlace, suggesting, type Comparison, type DataRemark, type KnownUse } from './dataRemark.ts';

/** Columns listed in a message at most. */
const MOST_NAMES = 12;

/** Checks that every column that is named is there, once. */
export function checkNames(uses: readonly ColumnUse[], facts: DataFacts): readonly DataRemark[] {
  const names = facts.columns.map(({ name }) => name);
  return uses.flatMap((use) => {
    const times = names.filter((name) => name === use.name).length;
    if (times === 1) return [];
    return [times === 0 ? absent(use, names, facts) : twice(use, names, facts)];
  });
}

function absent({ path, name, role }: ColumnUse, names: readonly string[], { source, columns }: DataFacts): DataRemark {
  const fitting = columns.filter(({ kind }) => role !== 'number' || kind === 'number').map((column) => column.name);
  const nearest = nearestWord(name, fitting) ?? nearestWord(name, names);
  const hint = nearest === undefined ? '' : ` ${t('Did you mean "{0}"?', nearest)}`;
  const shown = names.slice(0, MOST_NAMES).map((column) => `"${column}"`);
  const list = names.length > MOST_NAMES ? `${shown.join(', ')}, …` : shown.join(', ');
  const fact = t('{source} has no column "{name}".', { source, name });
  return suggesting(remark('columnMissing', path, `${fact}${hint} ${t('It has: {0}.', list)}`), nearest);
}

function twice({ path, name }: ColumnUse, names: readonly string[], { source }: DataFacts): DataRemark {
  const first = names.indexOf(name);
  const text = t(
    '{source}: the header has the column "{name}" twice, in cells {first} and {second}. Rename one of them.',
    {
      source,
      name,
      first: first + 1,
      second: names.indexOf(name, first + 1) + 1,
    },
  );
  return remark('columnTwice', path, text);
}

/** Checks that columns hold what they are used for. */
export function checkContents({ known, facts, view }: Comparison): readonly DataRemark[] {
  const grouped = view.text(['data', 'groupBy']) !== null;
  return known.flatMap((use) => {
    switch (use.role) {
      case 'number':
        return checkNumbers(use, facts);
      case 'time':
        return [...checkTimes(use, facts, formatOf(view)), ...(grouped ? [] : checkOrder(use, facts))];
      case 'label':
        return checkLabels(use, facts);
      case 'text':
      case 'any':
        return [];
    }
  });
}

function checkNumbers(use: KnownUse, facts: DataFacts): readonly DataRemark[] {
  const { column, path, name } = use;
  if (column.numbers === null) {
    const [example] = column.examples;
    if (example === undefined) return [];
    const reason = isWrittenOtherwise(example) ? parseNumber(example) : null;
    if (typeof reason === 'string') return [remark('notNumbers', path, reason)];
    const text = t('"{name}" holds no numbers, but texts such as "{example}". Choose another column.', {
      name,
      example,
    });
    return [remark('notNumbers', path, text)];
  }
  const wrong = column.numbers.firstWrong;
  return wrong === null ? [] : [remark('notNumbers', path, describePlace(facts, use, wrong, wrong.reason))];
}

/** What the spec says about dates that end with the year. */
export function formatOf(view: Comparison['view']): DateOrder | null {
  const format = view.text(['data', 'timeFormat']);
  return format === 'dayFirst' || format === 'monthFirst' ? format : null;
}

function checkTimes(use: KnownUse, facts: DataFacts, format: DateOrder | null): readonly DataRemark[] {
  const { column, path, name } = use;
  const [example] = column.examples;
  if (format === null) {
    const wrong = column.times?.firstWrong ?? null;
    if (wrong !== null) return [remark('notTimes', path, describePlace(facts, use, wrong, wrong.reason))];
    if (column.times !== null) return [];
  }
  if (example === undefined) return [];
  const reason = createTimeParser(format).parse(example);
  if (format !== null && typeof reason === 'number') return [];
  const message = typeof reason === 'string' ? reason : t('Its values are not all times of one form.');
  return [remark('notTimes', path, t('"{0}" cannot be read as times. {1}', name, message))];
}

function checkOrder(use: KnownUse, facts: DataFacts): readonly DataRemark[] {
  const times = use.column.times;
  if (times === null) return [];
  if (times.order === 'descending') {
    const text = t(
      'The rows of {0} begin with the newest: sort them by "{1}", the oldest first.',
      facts.source,
      use.name,
    );
    return [remark('timesDisordered', use.path, text)];
  }
  const problem = describeDisorder(use, facts, times);
  if (problem === '') return [];
  const group = findGroups(facts, use.column)?.name;
  const hint =
    group === undefined ? '' : ` ${t('If "{0}" tells several series apart, set data.groupBy to it.', group)}`;
  return [suggesting(remark('timesDisordered', use.path, problem + hint), group)];
}

/** What is wrong with the order of the times; empty for nothing. */
function describeDisorder(use: KnownUse, facts: DataFacts, times: TimeFacts): string {
  if (times.firstDescent !== null) {
    const text = t('The time is before that of the row above: sort the rows by time, the oldest first.');
    return describePlace(facts, use, times.firstDescent, text);
  }
  if (times.repeated === 0) return '';
  return t('{0} rows of {1} have the time of the row before: keep one row a time.', times.repeated, facts.source);
}

/** Labels that are told only a few times each teach nothing. */
function checkLabels({ column, path, name }: KnownUse, facts: DataFacts): readonly DataRemark[] {
  const present = facts.rowsSampled - column.missing;
  if (column.classes.length > 0 || present < 20 || column.distinct * 2 <= present) return [];
  const text = t(
    '"{name}" has {distinct} different values in {rows} rows: labels repeat. Choose another column, or a target of type "number" or "text".',
    {
      name,
      distinct: column.distinct,
      rows: present,
    },
  );
  return [remark('tooManyLabels', path, text, 'warning')];
}
