import { parentPort } from 'node:worker_threads';
import { type Job, workOn } from './work-on.js';

parentPort?.on('message', async (job: Job) => parentPort?.postMessage(await workOn(job)));
