import { systemClock } from '../collect/clock';
import { connectTransport } from '../transport/connect';
import type { EngineDeps, EnginePort } from './deps';
import { indexedDbAuditStore, memoryAuditStore } from './audit-store';
import { indexedDbInventoryStore, memoryInventoryStore } from './inventory-store';
import type { EngineEntry } from './protocol';
import { indexedDbKeyStore } from './seal';
import { startEngine } from './start-engine';

/** Put in at build time: page and engine of different builds must not talk. */
declare const __BUILD__: string;

/** What a worker's own scope offers, beside being a port. */
interface WorkerScope extends EnginePort {
  addEventListener: EnginePort['addEventListener'] &
    ((type: 'error' | 'unhandledrejection', listener: (event: Event) => void) => void);
}

/** Runs an engine in this worker. Only the engine itself can tell of an error in here: the page sees few of them. */
export function runInWorker(scope: WorkerScope, entry: EngineEntry, commands: EngineDeps['commands']): void {
  const engine = startEngine(scope, {
    entry,
    build: __BUILD__,
    clock: systemClock(),
    connectTransport,
    inventory: typeof indexedDB === 'undefined' ? memoryInventoryStore() : indexedDbInventoryStore(),
    audit: typeof indexedDB === 'undefined' ? memoryAuditStore() : indexedDbAuditStore(),
    keys: indexedDbKeyStore(),
    // Not in an insecure context, whatever the types say.
    locks: 'locks' in navigator ? navigator.locks : null,
    commands,
  });
  scope.addEventListener('error', (event) => engine.fault('error' in event ? event.error : event.type));
  scope.addEventListener('unhandledrejection', (event) => engine.fault('reason' in event ? event.reason : event.type));
}
