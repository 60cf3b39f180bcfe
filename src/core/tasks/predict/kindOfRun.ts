import type { Plan } from '../../../contracts/plan.ts';

/** What a trained model can be asked: about texts, rows of a table, images or clips, how a text goes on, what comes next. */
export type KindOfRun = 'texts' | 'rows' | 'pictures' | 'continue' | 'future';

/** What the model of a plan can be asked. */
export function kindOfRun({ task, data }: Pick<Plan, 'task' | 'data'>): KindOfRun {
  switch (data.input.type) {
    case 'text':
      return task === 'languageModel' ? 'continue' : 'texts';
    case 'image':
    case 'video':
      return 'pictures';
    case 'timeseries':
    case 'vector':
      return task === 'forecasting' ? 'future' : 'rows';
  }
}
