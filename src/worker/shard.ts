import { parentPort, workerData } from 'node:worker_threads';
import { buildModel } from '../engine/buildModel.ts';
import { createObjective } from '../engine/objective.ts';
import { serveShard } from '../engine/shards/serveShard.ts';
import { viewShardMemory } from '../engine/shards/shardMemory.ts';
import { openChannel } from './openChannel.ts';
import type { ShardData } from './startShards.ts';

if (parentPort === null) throw new Error('This file is the entry of a thread that computes parts of batches');
// Only startShards starts this file.
const { plan, buffer, sizes, index, port } = workerData as ShardData;
const { loss, seed } = plan.training;
const objective = createObjective(loss, plan.model);
const model = buildModel(plan.model, seed);
parentPort.postMessage('ready');
serveShard({ model, objective, memory: viewShardMemory(buffer, sizes), channel: openChannel(port), index });
port.close();
model.dispose();
