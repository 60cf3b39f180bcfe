import { pathToFileURL } from 'node:url';
import { l10n, Uri, window, workspace, type ExtensionContext, type LogOutputChannel, type TextDocument } from 'vscode';
import { RunStore } from './core/runs/runStore.ts';
import { analyse, type Analysis } from './core/spec/analyse.ts';
import { GateDocuments } from './host/gates/gateDocuments.ts';
import { InspectCommand } from './host/gates/inspectCommand.ts';
import { DocumentAnalyses } from './host/language/documentAnalyses.ts';
import { registerLanguage } from './host/language/registerLanguage.ts';
import { compareWithDisk } from './host/language/surroundings.ts';
import { CurvesPanels } from './host/panels/curvesPanels.ts';
import { PreviewPanels } from './host/panels/previewPanels.ts';
import { registerPreviewCommand } from './host/panels/registerPreviewCommand.ts';
import { PredictCommand } from './host/predictions/predictCommand.ts';
import { registerRunCommands } from './host/runs/registerRunCommands.ts';
import { registerRunsView } from './host/runs/runsView.ts';
import { configureTexts } from './host/shared/configureTexts.ts';
import { DataReadings } from './host/shared/dataReadings.ts';
import { registerCommands } from './host/shared/registerCommands.ts';
import { RunLibrary, type LocatedRun } from './host/shared/runLibrary.ts';
import { settings } from './host/shared/settings.ts';
import { showFailure } from './host/shared/showFailure.ts';
import { registerTrainingCommands } from './host/training/registerTrainingCommands.ts';
import { requireTensorFlow } from './host/training/requireTensorFlow.ts';
import { registerTrainingStatus } from './host/training/statusBar.ts';
import { TrainCommand } from './host/training/trainCommand.ts';
import { Trainer } from './host/training/trainer.ts';
import { createDiskFiles } from './node/diskFiles.ts';
import { isProcessAlive } from './node/isProcessAlive.ts';
import { startTrainingWorker, type TrainingWorker } from './node/trainingWorker.ts';

/** What `deactivate` waits for. VS Code hands it nothing and does not wait for disposables: so it is kept out here. */
const closing = new Set<() => Promise<void>>();

/** Called by VS Code with the first spec, view or command of ours. No TensorFlow is loaded in this thread, ever. */
export function activate({ extensionUri, extension, subscriptions }: ExtensionContext): void {
  configureTexts();
  const log = window.createOutputChannel('GateScope', { log: true });
  const version = String((extension.packageJSON as { readonly version: unknown }).version);

  const library = new RunLibrary(
    (directory) => openStore(directory, version),
    (error) => {
      log.warn(error instanceof Error ? error.message : String(error));
    },
  );
  const scan = (): Promise<void> =>
    library.scan().catch((error: unknown) => {
      showFailure(log, error);
    });
  const scanned = scan();
  const trainer = new Trainer({
    startWorker: () => startWorker(extensionUri, log),
    storeFor: (spec) => library.storeFor(spec),
    log,
  });
  closing.add(() => trainer.close());

  const isTrainedHere = (key: string): boolean => trainer.current?.key === key;
  const stopTraining = (key: string): Promise<void> => trainer.stop(key);
  const panels = new CurvesPanels({ library, extension: extensionUri, stopTraining, log }, scanned);
  const choice = { library, scanned, activeRun: () => panels.activeRun };
  const showCurves = (run: LocatedRun): void => {
    panels.show(run, { beside: false });
  };

  const analyses = new DocumentAnalyses(analyse);
  const analyseDocument = (document: TextDocument): Promise<Analysis> => analyses.of(document);
  const readings = new DataReadings();
  const previews = new PreviewPanels({ analyse: analyseDocument, readings, extension: extensionUri, log });
  const provideTensorFlow = (): Promise<boolean> =>
    requireTensorFlow(extensionUri.fsPath, (line) => {
      log.info(line);
    });
  const startFreeWorker = (): TrainingWorker => startWorker(extensionUri, log);
  const predict = new PredictCommand({ startWorker: startFreeWorker, provideTensorFlow, log });
  const documents = new GateDocuments();
  const inspect = new InspectCommand({ startWorker: startFreeWorker, provideTensorFlow, documents });
  const train = new TrainCommand({
    trainer,
    analyse: analyseDocument,
    compareWithDisk: async (spec, analysis) =>
      (await compareWithDisk(spec, analysis, { readings, runs: library })).problems,
    provideTensorFlow,
    curves: {
      show: (key) => {
        const run = library.find(key);
        if (run !== undefined) panels.show(run, { beside: true });
      },
      isVisible: (key) => panels.isVisible(key),
    },
    log,
  });

  subscriptions.push(
    log,
    library,
    trainer,
    panels,
    readings,
    previews,
    documents,
    registerLanguage({ analyses, readings, runs: library, training: trainer, extension: extensionUri, log }),
    registerPreviewCommand(previews, log),
    registerTrainingStatus(trainer),
    registerRunsView(library, scanned, isTrainedHere),
    registerRunCommands(
      choice,
      { showCurves, predict: (run) => predict.run(run), inspect: (run) => inspect.run(run) },
      log,
    ),
    registerTrainingCommands(trainer, train, () => panels.activeRun?.manifest.spec, log),
    registerCommands(log, {
      showLog: () => {
        log.show();
      },
    }),
    workspace.onDidChangeWorkspaceFolders(scan),
    workspace.onDidChangeConfiguration((change) =>
      change.affectsConfiguration('gatescope.runsFolder') ? scan() : undefined,
    ),
  );
}

/** Ends a training at work in good order: its best weights are on disk already. */
export async function deactivate(): Promise<void> {
  await Promise.all([...closing].map((close) => close()));
  closing.clear();
}

function openStore(directory: string, version: string): RunStore {
  const { pid } = process;
  const clock = (): Date => new Date();
  return new RunStore({ files: createDiskFiles(), directory, clock, isAlive: isProcessAlive, pid, version });
}

function startWorker(extension: Uri, log: LogOutputChannel): TrainingWorker {
  return startTrainingWorker({
    script: pathToFileURL(Uri.joinPath(extension, 'dist', 'worker.js').fsPath),
    threads: settings.threads(),
    ...(l10n.bundle !== undefined && { l10nContents: l10n.bundle }),
    log: (line) => {
      log.debug(line);
    },
  });
}
