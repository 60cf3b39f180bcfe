import type { Plan } from '../../contracts/plan.ts';
import type { TextRows } from '../data/text/textRows.ts';
import type { EarlierFitted } from './earlierFitted.ts';
import { prepareLanguageModel } from './prepareLanguageModel.ts';
import type { PreparedTask } from './preparedTask.ts';
import { prepareTagging } from './prepareTagging.ts';
import { prepareTextClassification } from './prepareTextClassification.ts';
import { prepareTextRegression } from './prepareTextRegression.ts';
import { prepareTranslation } from './prepareTranslation.ts';

/** Makes the data of any task ready whose input is text. @throws UserError as the task's own preparation does */
export function prepareText(rows: TextRows, plan: Plan, earlier?: EarlierFitted): PreparedTask {
  switch (plan.task) {
    case 'classification':
      return prepareTextClassification(rows, plan, earlier);
    case 'regression':
      return prepareTextRegression(rows, plan, earlier);
    case 'tagging':
      return prepareTagging(rows, plan, earlier);
    case 'translation':
      return prepareTranslation(rows, plan, earlier);
    case 'languageModel':
      return prepareLanguageModel(rows, plan, earlier);
    case 'forecasting':
      throw new Error('Texts are not forecast');
  }
}
