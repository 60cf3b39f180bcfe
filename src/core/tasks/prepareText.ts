import type { Plan } from '../../contracts/plan.ts';
import type { TextRows } from '../data/text/textRows.ts';
import { prepareLanguageModel } from './prepareLanguageModel.ts';
import type { PreparedTask } from './preparedTask.ts';
import { prepareTagging } from './prepareTagging.ts';
import { prepareTextClassification } from './prepareTextClassification.ts';
import { prepareTextRegression } from './prepareTextRegression.ts';
import { prepareTranslation } from './prepareTranslation.ts';
import type { TextTaskOptions } from './textTask.ts';

/** Makes the data of any task ready whose input is text. @throws UserError as the task's own preparation does */
export function prepareText(rows: TextRows, plan: Plan, options: TextTaskOptions = {}): PreparedTask {
  switch (plan.task) {
    case 'classification':
      return prepareTextClassification(rows, plan, options);
    case 'regression':
      return prepareTextRegression(rows, plan, options);
    case 'tagging':
      return prepareTagging(rows, plan, options);
    case 'translation':
      return prepareTranslation(rows, plan, options);
    case 'languageModel':
      return prepareLanguageModel(rows, plan, options);
    case 'forecasting':
      throw new Error('Texts are not forecast');
  }
}
