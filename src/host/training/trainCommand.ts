import { t } from '@vscode/l10n';
import { commands, Range, Uri, window, workspace, type LogOutputChannel, type TextDocument } from 'vscode';
import type { Analysis } from '../../core/spec/analyse.ts';
import { trainable } from '../../core/spec/trainable.ts';
import { settings } from '../shared/settings.ts';
import { offerLog, showFailure } from '../shared/showFailure.ts';
import { describeOutcome } from './outcomeText.ts';
import type { Trainer, Training } from './trainer.ts';
import { showTrainingNotification } from './trainingNotification.ts';

/** What the command needs of the rest of the editor. */
export interface TrainCommandOptions {
  readonly trainer: Trainer;
  readonly analyse: (document: TextDocument) => Promise<Analysis>;
  /** Makes sure that TensorFlow can be loaded. Answers `false` where the person does not want that. */
  readonly provideTensorFlow: () => Promise<boolean>;
  /** Shows the curves of a run without taking the keyboard away. */
  readonly showCurves: (key: string) => void;
  readonly log: LogOutputChannel;
}

/** The command “Train Model”: from a spec to a training at work, and later to the news of how it ended. */
export class TrainCommand {
  readonly #options: TrainCommandOptions;
  /** A second click while the first one still saves, asks or downloads starts nothing. */
  #starting = false;

  constructor(options: TrainCommandOptions) {
    this.#options = options;
  }

  /** Trains the spec at `uri`. Settles when the training has begun, or the person has turned back. */
  async run(uri: Uri): Promise<void> {
    if (this.#starting) return;
    this.#starting = true;
    try {
      const training = await this.#start(uri);
      if (training !== undefined) void this.#follow(training);
    } finally {
      this.#starting = false;
    }
  }

  async #start(uri: Uri): Promise<Training | undefined> {
    if (!workspace.isTrusted) return refuseUntrusted();
    const document = await openSaved(uri);
    if (document === undefined) return undefined;
    const { plan: whole, problems, untrainable, text } = await this.#options.analyse(document);
    if (whole === null) return showFirstProblem(document, problems);
    const plan = trainable(whole);
    if (plan === null) return showFirstProblem(document, untrainable);
    if (!(await this.#makeRoom(document.uri))) return undefined;
    if (!(await this.#options.provideTensorFlow())) return undefined;
    return this.#options.trainer.start({ uri: document.uri, text, plan });
  }

  /** One model trains at a time: asks whether the one at work shall end. */
  async #makeRoom(spec: Uri): Promise<boolean> {
    const { trainer, showCurves } = this.#options;
    const { current } = trainer;
    if (current === undefined) return true;
    const { name } = current.manifest;
    if (trainer.isTraining(spec)) {
      showCurves(current.key);
      return false;
    }
    const stop = t('Stop It and Train');
    const message = t('{name} is training. GateScope trains one model at a time.', { name });
    if ((await window.showWarningMessage(message, stop)) !== stop) return false;
    await trainer.stop();
    return trainer.current === undefined;
  }

  async #follow(training: Training): Promise<void> {
    const { trainer, showCurves, log } = this.#options;
    try {
      if (settings.showCurvesOnTrain()) showCurves(training.key);
      await showTrainingNotification(trainer, training);
      const outcome = await training.outcome;
      if (outcome.status === 'failed') log.error(outcome.error);
      await this.#tell(training);
    } catch (error) {
      showFailure(log, error);
    }
  }

  async #tell({ manifest, key }: Training): Promise<void> {
    const { severity, text } = describeOutcome(manifest);
    if (severity === 'error') return offerLog(this.#options.log, text);
    const show = t('Show Training Curves');
    const tell = severity === 'warning' ? window.showWarningMessage : window.showInformationMessage;
    if ((await tell(text, show)) === show) this.#options.showCurves(key);
  }
}

async function refuseUntrusted(): Promise<undefined> {
  const manage = t('Manage Workspace Trust');
  const message = t('Training reads files and runs for a long time, so it needs a trusted workspace.');
  if ((await window.showWarningMessage(message, manage)) === manage) {
    await commands.executeCommand('workbench.trust.manage');
  }
  return undefined;
}

/** The spec as the person sees it, saved: a run can only be repeated from a file. `undefined` where saving was refused. */
async function openSaved(uri: Uri): Promise<TextDocument | undefined> {
  const document = await workspace.openTextDocument(uri);
  if (document.isUntitled) {
    const saved = await workspace.saveAs(document.uri);
    return saved === undefined ? undefined : workspace.openTextDocument(saved);
  }
  return !document.isDirty || (await document.save()) ? document : undefined;
}

async function showFirstProblem(document: TextDocument, problems: Analysis['problems']): Promise<undefined> {
  const reasons = problems.filter(({ severity }) => severity === 'error');
  const [first] = [...(reasons.length > 0 ? reasons : problems)].sort((a, b) => a.range.start - b.range.start);
  if (first === undefined) throw new Error('A spec without errors that cannot be trained');
  const go = t('Go to Problem');
  const position = document.positionAt(first.range.start);
  const values = { line: position.line + 1, message: first.message };
  if ((await window.showErrorMessage(t('Line {line}: {message}', values), go)) !== go) return undefined;
  const selection = new Range(position, document.positionAt(first.range.end));
  await window.showTextDocument(document, { selection });
  return undefined;
}
