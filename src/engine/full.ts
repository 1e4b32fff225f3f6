import { runInWorker } from './worker-entry';

/** The engine of administrators. What changes a cluster is loaded when the first plan is asked for. */
runInWorker(self, 'full', async () => (await import('../commands/create-commands')).createCommands);
