import type { DataFacts, UnreadableData } from '../../src/core/data/facts/dataFacts.ts';
import { readSampledData, type SampleOptions } from '../../src/node/dataSample.ts';

/** What a sample of a file or folder tells, without the sample. */
export async function readDataFacts(path: string, options: SampleOptions = {}): Promise<DataFacts | UnreadableData> {
  const data = await readSampledData(path, options);
  return data.kind === 'unreadable' ? data : data.facts;
}
