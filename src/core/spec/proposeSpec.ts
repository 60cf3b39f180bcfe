import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import type { DataFacts } from '../data/facts/dataFacts.ts';
import type { SampledData } from '../data/facts/dataSample.ts';
import { describeBasis } from './propose/describe.ts';
import type { Entry } from './propose/commentedJson.ts';
import { proposeForecasting } from './propose/proposeForecasting.ts';
import { proposeImages } from './propose/proposeImages.ts';
import {
  proposeLanguageModel,
  proposeTagging,
  proposeTextClassification,
  proposeTextRegression,
  proposeTranslation,
} from './propose/proposeText.ts';
import { writeProposal, type Proposal } from './propose/proposal.ts';
import { collectUsable } from './propose/usableColumns.ts';

/** Words of a text on average, from which on it is more likely to be read than to be a name. */
const PROSE = 3;

/** What is found by itself, and need not be written. */
const FOUND_DELIMITERS = [',', ';', '\t'];

/**
 * Proposes a spec for data: its text, with the reasons as comments.
 *
 * @param source path of the data, as the spec will name it
 * @throws UserError where there is nothing in the data to learn, with a remedy
 */
export function proposeSpec(sampled: SampledData, source: string): string {
  const { facts } = sampled;
  const proposal = propose(sampled);
  const data = [...delimiterEntry(facts), ...proposal.data];
  return writeProposal({ ...proposal, data }, { source, name: titleOf(source), basis: describeBasis(facts) });
}

function propose(sampled: SampledData): Proposal {
  const { facts } = sampled;
  switch (facts.kind) {
    case 'table':
      return proposeForTable(sampled);
    case 'conll':
      return proposeTagging(facts);
    case 'images':
    case 'video':
      return proposeImages(facts);
    case 'text': {
      const [text] = facts.columns;
      if (text === undefined) throw new Error('A text has one column');
      return proposeLanguageModel(facts, text);
    }
  }
}

function proposeForTable(sampled: SampledData): Proposal {
  const { facts } = sampled;
  const usable = collectUsable(facts);
  const [text, second] = [...usable.texts].sort((a, b) => words(b) - words(a));
  const [label] = usable.labels;
  const [number] = usable.numbers;
  const prose = text !== undefined && words(text) >= PROSE;
  if (text !== undefined && label !== undefined && (prose || number === undefined)) {
    return proposeTextClassification(facts, text, label, usable);
  }
  if (prose && second !== undefined && words(second) * 4 >= words(text)) return translate(facts);
  if (prose && number !== undefined && usable.time === null) return proposeTextRegression(facts, text, number, usable);
  if (number !== undefined) return proposeForecasting(sampled, usable);
  if (second !== undefined) return translate(facts);
  if (text !== undefined) return proposeLanguageModel(facts, text);
  throw new UserError(t('{0} has no column to learn from: it needs numbers that change, or texts.', facts.source));
}

/** The first two columns of text, in the order of the file. */
function translate(facts: DataFacts): Proposal {
  const usable = collectUsable(facts);
  const [from, to] = usable.texts;
  if (from === undefined || to === undefined) throw new Error('A translation was proposed without two texts');
  return proposeTranslation(facts, from, to, usable);
}

function words({ lengths }: { readonly lengths: { readonly meanWords: number } | null }): number {
  return lengths?.meanWords ?? 0;
}

function delimiterEntry({ delimiter }: DataFacts): readonly Entry[] {
  return delimiter === null || FOUND_DELIMITERS.includes(delimiter) ? [] : [{ key: 'delimiter', value: delimiter }];
}

/** `data/daily_births.csv` as "Daily births". */
function titleOf(source: string): string {
  const base = source.split(/[\\/]/).findLast((part) => part !== '') ?? source;
  const spaced = base
    .replace(/\.\w+$/, '')
    .replaceAll(/[_\-.\s]+/g, ' ')
    .trim();
  const title = spaced === '' ? t('Model') : spaced;
  return (title.charAt(0).toUpperCase() + title.slice(1)).slice(0, 200);
}
