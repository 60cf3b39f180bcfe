import { t } from '@vscode/l10n';
import type { Task } from '../../contracts/plan.ts';

/** All tasks, in the order in which people are likely to look for them. */
export const TASK_ORDER: readonly Task[] = [
  'forecasting',
  'classification',
  'regression',
  'tagging',
  'translation',
  'languageModel',
];

/** What a task is called where models are listed by it. */
export function taskTitle(task: Task): string {
  switch (task) {
    case 'forecasting':
      return t('Forecasting');
    case 'classification':
      return t('Classification');
    case 'regression':
      return t('Regression');
    case 'tagging':
      return t('Tagging');
    case 'translation':
      return t('Translation');
    case 'languageModel':
      return t('Language model');
  }
}
