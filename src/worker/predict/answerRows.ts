import type { Answer } from '../../contracts/prediction.ts';
import { prepareAskedRows, withoutTruth, type RowsDataPlan } from '../../core/tasks/predict/askedRows.ts';
import { createAnswerReader } from '../../core/tasks/predict/readOutput.ts';
import { requireFile } from '../../node/requireFile.ts';
import { readTable } from '../../node/table/readTable.ts';
import { createSpillingStorage } from '../../node/table/spillingStorage.ts';
import { answerInBatches, type TrainedModel } from './trainedModel.ts';

/** Answers each window or row of some tables. @throws UserError naming file, row and column */
export async function answerRows(trained: TrainedModel, paths: readonly string[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const path of paths) answers.push(...(await answerTable(trained, path)));
  return answers;
}

async function answerTable(trained: TrainedModel, path: string): Promise<readonly Answer[]> {
  const { plan, baseDirectory, fitted, ask } = trained;
  await requireFile(path);
  const storage = createSpillingStorage();
  try {
    const data = withoutTruth(rowsPlan(plan.data), path);
    const { table } = await readTable(data, baseDirectory, storage);
    const asked = prepareAskedRows(table, data, fitted, storage);
    const read = createAnswerReader(fitted);
    const said = await answerInBatches(trained, asked, (examples, continued) => {
      const output = ask({ ...asked.draw(examples), continued });
      return Array.from(examples, (_, example) => read(output, example));
    });
    return said.map((answer, example) => ({ ...asked.describe(example), ...answer }));
  } finally {
    storage.dispose();
  }
}

function rowsPlan(data: TrainedModel['plan']['data']): RowsDataPlan {
  const { input } = data;
  if (input.type !== 'timeseries' && input.type !== 'vector')
    throw new Error(`The run reads ${input.type}, not numbers`);
  return { ...data, input };
}
