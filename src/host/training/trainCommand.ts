import { t } from '@vscode/l10n';
import { commands, Range, Uri, window, workspace, type LogOutputChannel, type TextDocument } from 'vscode';
import type { Problem } from '../../contracts/problem.ts';
import type { Analysis } from '../../core/spec/analyse.ts';
import { settings } from '../shared/settings.ts';
import { offerLog, showFailure } from '../shared/showFailure.ts';
import { describeOutcome } from './outcomeText.ts';
import type { TrainableSpec, Trainer, Training } from './trainer.ts';
import { showTrainingNotification } from './trainingNotification.ts';
import { TrainStarter } from './trainStarter.ts';

/** What the command needs of the rest of the editor. */
export interface TrainCommandOptions {
  readonly trainer: Trainer;
  readonly analyse: (document: TextDocument) => Promise<Analysis>;
  /** What is wrong with a spec beside its data and its runs, as far as a look at them shows. */
  readonly compareWithDisk: (spec: Uri, analysis: Analysis) => Promise<readonly Problem[]>;
  /** Makes sure that TensorFlow can be loaded. Answers `false` where the person does not want that. */
  readonly provideTensorFlow: () => Promise<boolean>;
  readonly curves: {
    /** Shows the curves of a run without taking the keyboard away. */
    readonly show: (key: string) => void;
    /** Whether they can be seen now. */
    readonly isVisible: (key: string) => boolean;
  };
  readonly log: LogOutputChannel;
}

/** The command “Train Model”: from a spec to a training at work, and later to the news of how it ended. */
export class TrainCommand {
  readonly #options: TrainCommandOptions;
  readonly #starter: TrainStarter;

  constructor(options: TrainCommandOptions) {
    const { trainer, provideTensorFlow, curves } = options;
    this.#options = options;
    this.#starter = new TrainStarter({
      trainer,
      prepare: (uri) => this.#prepare(uri),
      provideTensorFlow,
      ask: { showCurves: curves.show, toStop: askToStop },
    });
  }

  /** Trains the spec at `uri`. Settles when the training has begun, or the person has turned back. */
  async run(uri: Uri): Promise<void> {
    const training = await this.#starter.start(uri);
    if (training !== undefined) void this.#follow(training);
  }

  async #prepare(uri: Uri): Promise<TrainableSpec | undefined> {
    if (!workspace.isTrusted) {
      this.#doNotWait(refuseUntrusted());
      return undefined;
    }
    const document = await openSaved(uri);
    if (document === undefined) return undefined;
    const analysis = await this.#options.analyse(document);
    const { plan, text } = analysis;
    const hindrances = await this.#collectHindrances(document.uri, analysis);
    if (plan !== null && hindrances.length === 0) return { uri: document.uri, text, plan };
    this.#doNotWait(showFirstProblem(document, hindrances));
    return undefined;
  }

  /** Why a spec cannot be trained. What a look at its data shows shall not become a run that fails. */
  async #collectHindrances(spec: Uri, analysis: Analysis): Promise<readonly Problem[]> {
    if (analysis.plan === null) return analysis.problems;
    if (analysis.untrainable.length > 0) return analysis.untrainable;
    const problems = await this.#options.compareWithDisk(spec, analysis);
    return problems.filter(({ severity }) => severity === 'error');
  }

  /** A message may stand for hours: the next click on Train must not wait for its answer. */
  #doNotWait(message: Promise<void>): void {
    message.catch((error: unknown) => {
      showFailure(this.#options.log, error);
    });
  }

  async #follow(training: Training): Promise<void> {
    const { trainer, curves, log } = this.#options;
    const isShown = (): boolean => curves.isVisible(training.key);
    try {
      // The curves show progress and a button to stop: a notification would only hide them.
      if (settings.showCurvesOnTrain()) curves.show(training.key);
      else await showTrainingNotification(trainer, training, isShown);
      const outcome = await training.outcome;
      if (outcome.status === 'failed') log.error(outcome.error);
      await this.#tell(training, isShown());
    } catch (error) {
      showFailure(log, error);
    }
  }

  /** Who looks at the curves sees there how it ended, warnings and all. That it failed is told in any case. */
  async #tell({ manifest, key }: Training, isShown: boolean): Promise<void> {
    const { severity, text } = describeOutcome(manifest);
    if (severity === 'error') return offerLog(this.#options.log, text);
    if (isShown) return;
    const show = t('Show Training Curves');
    const tell = severity === 'warning' ? window.showWarningMessage : window.showInformationMessage;
    if ((await tell(text, show)) === show) this.#options.curves.show(key);
  }
}

/** Modal, as VS Code asks before it starts a second debug session: a toast would be overlooked, and outlive its cause. */
async function askToStop(name: string): Promise<boolean> {
  const stop = t('Stop It and Train');
  const message = t('{name} is training. GateScope trains one model at a time.', { name });
  const detail = t('The best weights of {name} are kept.', { name });
  return (await window.showWarningMessage(message, { modal: true, detail }, stop)) === stop;
}

async function refuseUntrusted(): Promise<void> {
  const manage = t('Manage Workspace Trust');
  const message = t('Training reads files and runs for a long time, so it needs a trusted workspace.');
  if ((await window.showWarningMessage(message, manage)) === manage) {
    await commands.executeCommand('workbench.trust.manage');
  }
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

/** Goes to the first error, or where there is none to the first problem, and says what it is. */
async function showFirstProblem(document: TextDocument, problems: Analysis['problems']): Promise<void> {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = [...(errors.length > 0 ? errors : problems)].sort((a, b) => a.range.start - b.range.start);
  if (first === undefined) throw new Error('A spec without errors that cannot be trained');
  const position = document.positionAt(first.range.start);
  const selection = new Range(position, document.positionAt(first.range.end));
  const values = { line: position.line + 1, message: first.message };
  void window.showErrorMessage(t('Line {line}: {message}', values));
  await window.showTextDocument(document, { selection });
}
