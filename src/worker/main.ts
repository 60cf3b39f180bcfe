import { parentPort, workerData } from 'node:worker_threads';
import { config } from '@vscode/l10n';
import { connectServer } from '../contracts/rpc.ts';
import type { Server } from '../contracts/rpc.ts';
import type { TrainingApi } from '../contracts/training.ts';
import type { TrainingWorkerData } from '../node/trainingWorker.ts';
import { loadTrainingService } from './loadTrainingService.ts';
import { StopSignal } from './stopSignal.ts';

if (parentPort === null) throw new Error('This file is the entry of a worker thread');
const port = parentPort;
// Only startTrainingWorker starts this file.
const { threads, l10nContents } = workerData as TrainingWorkerData;
if (l10nContents !== null) config({ contents: l10nContents });

/** Of the training at work. */
let signal: StopSignal | undefined;

const server: Server<TrainingApi> = connectServer<TrainingApi>(
  {
    postMessage: (message) => {
      port.postMessage(message);
    },
    onMessage(listener) {
      port.on('message', listener);
      return () => port.off('message', listener);
    },
  },
  {
    async train(params) {
      if (signal !== undefined) throw new Error('This worker is training already');
      const mine = new StopSignal();
      signal = mine;
      try {
        const service = await loadTrainingService();
        return await service.trainPlan({ params, threads, signal: mine, server });
      } finally {
        signal = undefined;
      }
    },
    async evaluate(params) {
      const service = await loadTrainingService();
      return service.evaluateWeights(params, threads);
    },
    async predict(params) {
      const service = await loadTrainingService();
      return service.answerQuestion(params);
    },
    async inspect(params) {
      const service = await loadTrainingService();
      return service.inspectGates(params);
    },
    stop() {
      signal?.stop();
      return null;
    },
  },
);
