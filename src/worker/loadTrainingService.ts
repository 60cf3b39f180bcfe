import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';
import type * as TrainingService from './trainingService.ts';

/**
 * Loads what needs TensorFlow, late: where it cannot be loaded, the request that needed it is told why, instead of
 * the whole thread dying with it.
 */
export async function loadTrainingService(
  load: () => Promise<typeof TrainingService> = () => import('./trainingService.ts'),
): Promise<typeof TrainingService> {
  try {
    const service = await load();
    service.keepLoaded();
    return service;
  } catch (error) {
    throw isTensorFlowMissing(error) ? explainMissing(error) : error;
  }
}

/** The package is not there, its binding was not built, or the binding does not find its library. */
function isTensorFlowMissing(error: unknown): error is Error {
  return error instanceof Error && /tfjs-node|tfjs_binding|libtensorflow/.test(error.message);
}

function explainMissing(error: Error): UserError {
  const [reason = ''] = error.message.split('\n');
  return new UserError(
    t('TensorFlow cannot be loaded: {reason}. Run "npm start" in the folder of GateScope: it provides TensorFlow.', {
      reason,
    }),
    { cause: error },
  );
}
