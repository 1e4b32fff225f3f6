import { createCommands } from '../commands/create-commands';
import { runInWorker } from './worker-entry';

/** The engine of administrators. */
runInWorker(self, 'full', createCommands);
