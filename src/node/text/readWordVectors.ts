import { resolve } from 'node:path';
import { t } from '@vscode/l10n';
import type { FittedVocabulary } from '../../contracts/fitted.ts';
import { UserError } from '../../contracts/userError.ts';
import { describeLine } from '../../core/data/rowError.ts';
import { collectWordVectors } from '../../core/data/text/wordVectors.ts';
import type { WordVectors } from '../../core/data/text/wordVectors.ts';
import { explainFileError } from '../fileError.ts';
import { openText } from '../records/dataFile.ts';
import { readLines } from '../records/textLines.ts';

/** Word vectors that a spec asks for. */
export interface WordVectorsRequest {
  /** `data.input.pretrainedEmbeddings`: relative to the spec's folder, or absolute. */
  readonly source: string;
  readonly baseDirectory: string;
  readonly vocabulary: FittedVocabulary;
  /** Length of the vectors that the embedding layer has. */
  readonly outputDim: number;
}

/**
 * Reads the vectors of a vocabulary, a line at a time: of a file of any size only those are held.
 *
 * @throws UserError naming file and line for what is no vector or does not fit the embedding layer, a file that is
 * shorter or longer than it says, and where none is for a word of the vocabulary
 */
export async function readWordVectors(request: WordVectorsRequest): Promise<WordVectors> {
  const { source, baseDirectory } = request;
  const path = resolve(baseDirectory, source);
  try {
    const vectors = await readVectors({ ...request, path });
    if (vectors.coverage.found > 0) return vectors;
    throw new UserError(
      t(
        '{0} has no word of the training rows. Choose vectors of their language, or set lowercase on the input.',
        source,
      ),
    );
  } catch (error) {
    throw explainFileError(error, path, 'data.input.pretrainedEmbeddings') ?? error;
  }
}

async function readVectors({
  path,
  source,
  vocabulary,
  outputDim,
}: WordVectorsRequest & { readonly path: string }): Promise<WordVectors> {
  const collector = collectWordVectors(vocabulary, outputDim);
  const { bytes } = openText({ path, source, delimiter: null });
  let number = 0;
  for await (const line of readLines(bytes)) {
    number++;
    const wrong = collector.add(line);
    if (wrong !== null) throw new UserError(describeLine(source, number, wrong));
  }
  const problem = collector.findProblem();
  if (problem !== null) throw new UserError(`${source}: ${problem}`);
  return collector.finish();
}
