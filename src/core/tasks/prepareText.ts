import type { FittedData } from '../../contracts/fitted.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { TextRows } from '../data/text/textRows.ts';
import { prepareLanguageModel } from './prepareLanguageModel.ts';
import type { PreparedTask } from './preparedTask.ts';
import { prepareTagging } from './prepareTagging.ts';
import { prepareTextClassification } from './prepareTextClassification.ts';
import { prepareTextRegression } from './prepareTextRegression.ts';
import { prepareTranslation } from './prepareTranslation.ts';

/** Makes the data of any task ready whose input is text. @throws UserError as the task's own preparation does */
export function prepareText(rows: TextRows, plan: Plan, fitted?: FittedData): PreparedTask {
  switch (plan.task) {
    case 'classification':
      return prepareTextClassification(rows, plan, fitted);
    case 'regression':
      return prepareTextRegression(rows, plan, fitted);
    case 'tagging':
      return prepareTagging(rows, plan, fitted);
    case 'translation':
      return prepareTranslation(rows, plan, fitted);
    case 'languageModel':
      return prepareLanguageModel(rows, plan, fitted);
    case 'forecasting':
      throw new Error('Texts are not forecast');
  }
}
