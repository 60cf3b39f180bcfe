import { t } from '@vscode/l10n';
import { Block, List, writeComment, writeCommented, type Entry, type Item } from './commentedJson.ts';

/** A spec to be, with its reasons. */
export interface Proposal {
  /** What the model is to do, for the comment at the top. */
  readonly purpose: string;
  /** Keys of `data` after the source. */
  readonly data: readonly Entry[];
  readonly layers: readonly Item[];
  /** Examples that train it, estimated. */
  readonly examples: number;
  readonly epochs: number;
  readonly learningRate: number;
}

/** Where a proposal reads, and what it is called. */
export interface ProposalPlace {
  /** Path of the data, as the spec will name it. */
  readonly source: string;
  readonly name: string;
  /** Comment about what was looked at. */
  readonly basis: string;
}

/** Writes a proposal as the text of a spec. */
export function writeProposal(proposal: Proposal, { source, name, basis }: ProposalPlace): string {
  const spec = new Block([
    { key: 'version', value: 1 },
    { key: 'name', value: name },
    { key: 'data', value: new Block([{ key: 'source', value: source }, ...proposal.data]) },
    { key: 'layers', value: new List(proposal.layers) },
    { key: 'training', value: new Block(trainingEntries(proposal)) },
  ]);
  return `${writeComment(proposal.purpose, '')}${writeComment(basis, '')}${writeCommented(spec)}\n`;
}

function trainingEntries({ examples, epochs, learningRate }: Proposal): readonly Entry[] {
  return [
    {
      key: 'epochs',
      value: epochs,
      comment: t('At most so often through all examples; it stops earlier when validation gets no better.'),
    },
    {
      key: 'batchSize',
      value: batchSizeFor(examples),
      comment: t('About {0} examples to learn from.', examples),
    },
    { key: 'seed', value: 7 },
    {
      key: 'optimizer',
      value: { type: 'adam', learningRate, globalClipNorm: 1 },
      comment: t('Adam with clipped gradients, because recurrent layers can make them explode.'),
    },
    {
      key: 'earlyStopping',
      value: { monitor: 'validationLoss', patience: Math.min(10, Math.ceil(epochs / 4)), restoreBestWeights: true },
    },
  ];
}

/** A power of two that leaves at least eight steps an epoch, where there are examples for it. */
function batchSizeFor(examples: number): number {
  const size = 2 ** Math.floor(Math.log2(Math.max(1, examples / 8)));
  return Math.min(64, Math.max(4, size));
}

/** Units of a recurrent layer: as many as `examples` can teach, ten parameters each at most. */
export function unitsFor(examples: number, parametersOf: (units: number) => number): number {
  return [64, 32, 16, 8].find((units) => parametersOf(units) <= 10 * examples) ?? 4;
}

/** Shares of train, validation and test, with the reason: a small file must hold out more. */
export function sharesFor(rows: number): readonly [number, number, number] {
  return rows >= 100 ? [0.7, 0.15, 0.15] : [0.6, 0.2, 0.2];
}
