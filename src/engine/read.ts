import { runInWorker } from './worker-entry';

/** The engine that cannot change anything: it holds no code that could. */
runInWorker(self, 'read', null);
