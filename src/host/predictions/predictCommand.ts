import { t } from '@vscode/l10n';
import { ProgressLocation, Uri, window, type LogOutputChannel } from 'vscode';
import { CONTINUE_DEFAULTS, type Answer, type PredictResult, type Question } from '../../contracts/prediction.ts';
import type { Client } from '../../contracts/rpc.ts';
import type { TrainingApi } from '../../contracts/training.ts';
import { encodeAnswers, encodeForecastTable } from '../../core/predictions/encodeAnswers.ts';
import { kindOfRun } from '../../core/tasks/predict/kindOfRun.ts';
import { readTrainedModel, type TrainedParams } from '../../node/readTrainedModel.ts';
import type { LocatedRun } from '../shared/runLibrary.ts';
import { showFailure } from '../shared/showFailure.ts';
import { describeAnswers } from './answersDocument.ts';
import { askAhead } from './askAhead.ts';
import { askTexts } from './askTexts.ts';
import { openResult } from './openResult.ts';

/** What the command needs of the rest of the editor. */
export interface PredictCommandOptions {
  /** Starts a thread that is free: a model may be asked while another one trains. */
  readonly startWorker: () => { readonly client: Client<TrainingApi>; dispose(): Promise<void> };
  /** Makes sure that TensorFlow can be loaded. Answers `false` where the person does not want that. */
  readonly provideTensorFlow: () => Promise<boolean>;
  readonly log: LogOutputChannel;
}

/** A model that answers while its command lasts. */
interface Session {
  readonly name: string;
  readonly trained: TrainedParams;
  /** Asks the model, and shows that it thinks. */
  readonly ask: (question: Question) => Promise<PredictResult>;
}

/** The command “Predict with Run”: asks what a model of its kind can be asked, and shows what it says. */
export class PredictCommand {
  readonly #options: PredictCommandOptions;
  /** How often a text was written: each time another one, where chance decides. */
  #written = 0;

  constructor(options: PredictCommandOptions) {
    this.#options = options;
  }

  /** Settles when the person has seen the answer, or turned back. Rejects with a `UserError` for what they can mend. */
  async run({ store, manifest }: LocatedRun): Promise<void> {
    const { id, name } = manifest;
    const { trained } = await readTrainedModel(store, id, null);
    const { startWorker, provideTensorFlow } = this.#options;
    if (!(await provideTensorFlow())) return;
    const worker = startWorker();
    const request = (question: Question) => worker.client.request('predict', { ...trained, question });
    const ask: Session['ask'] = (question) => showThinking(name, request(question));
    try {
      await this.#askByKind({ name, trained, ask });
    } finally {
      await worker.dispose();
    }
  }

  #askByKind(session: Session): Promise<void> {
    switch (kindOfRun(session.trained.plan)) {
      case 'texts':
        return this.#askTexts(session);
      case 'continue':
        return this.#askToContinue(session);
      case 'future':
        return forecastAhead(session);
      case 'rows':
        return askAboutFiles(session, { canSelectFolders: false });
      case 'pictures':
        // Nowhere but on macOS can one dialog choose files and folders.
        return askAboutFiles(session, { canSelectFolders: process.platform === 'darwin' });
    }
  }

  #askTexts({ name, ask }: Session): Promise<void> {
    return askTexts({
      title: t('Predict with {0}', name),
      answer: async (text) => oneAnswer(await ask({ type: 'texts', texts: [text] })),
      open: (answers) => openResult(describeAnswers(name, answers), 'markdown'),
      fail: (error) => {
        showFailure(this.#options.log, error);
      },
    });
  }

  async #askToContinue({ name, trained, ask }: Session): Promise<void> {
    const beginning = await window.showInputBox({
      title: t('Predict with {0}', name),
      prompt: t('How does the text begin?'),
      ignoreFocusOut: true,
    });
    if (beginning === undefined || beginning === '') return;
    const seed = trained.plan.training.seed + this.#written++;
    const result = await ask({ type: 'continue', beginning, ...CONTINUE_DEFAULTS, seed });
    if (result.type === 'continued') await openResult(result.beginning + result.text, 'plaintext');
  }
}

function oneAnswer(result: PredictResult): Answer {
  const [answer] = result.type === 'answers' ? result.answers : [];
  if (answer === undefined) throw new Error('A text was not answered');
  return answer;
}

async function forecastAhead({ name, trained, ask }: Session): Promise<void> {
  const wish = await askAhead(name, trained);
  if (wish === undefined) return;
  const result = await ask({ type: 'future', ...wish });
  if (result.type === 'future') await openResult(encodeForecastTable(result.forecasts), 'csv');
}

async function askAboutFiles(
  { name, trained, ask }: Session,
  { canSelectFolders }: { readonly canSelectFolders: boolean },
): Promise<void> {
  const chosen = await window.showOpenDialog({
    title: t('Predict with {0}', name),
    openLabel: t('Predict'),
    defaultUri: Uri.file(trained.baseDirectory),
    canSelectMany: true,
    canSelectFolders,
  });
  if (chosen === undefined || chosen.length === 0) return;
  const result = await ask({ type: 'files', paths: chosen.map(({ fsPath }) => fsPath) });
  if (result.type === 'answers') await openResult(encodeAnswers(result.answers), 'csv');
}

function showThinking<R>(name: string, work: Promise<R>): Promise<R> {
  const options = { location: ProgressLocation.Window, title: t('Predicting with {0}', name) };
  return Promise.resolve(window.withProgress(options, () => work));
}
