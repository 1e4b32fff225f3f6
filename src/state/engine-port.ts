import type { FromEngine, ToEngine } from '../engine/protocol';

/** A running engine as the page sees it: a worker, or in tests one end of a channel. */
export interface EnginePort {
  post(message: ToEngine): void;
  /** Stops it for good; nothing arrives afterwards. */
  close(): void;
}

export interface EngineListener {
  message(message: FromEngine): void;
  /** The script did not load or threw outside the engine's own net. */
  error(): void;
}

export type SpawnEngine = (listener: EngineListener) => EnginePort;
