import { useStore } from 'zustand';
import { onlyReads } from '../domain/access/rights';
import type { EngineStatus } from '../engine/protocol';
import { useEngine } from './engine-context';
import type { EngineState } from './engine-client';

/** The connection as the engine reports it; `null` before its first word. */
export function useStatus(): EngineStatus | null {
  return useStore(useEngine().state, (state) => state.status);
}

/** Life of the engine itself. */
export function useEngineState(): EngineState {
  return useStore(useEngine().state);
}

/** Whether it is certain that this login, or this page, changes nothing; not while nobody has told who it is. */
export function useOnlyReads(): boolean {
  return useStore(useEngine().state, ({ status }) => {
    const identity = status?.identity ?? null;
    return identity !== null && (identity.readOnly === true || onlyReads(identity));
  });
}

/** Why what is shown may be old; `null` while it is live. A link that is not live says nothing about the cluster. */
export type Staleness = 'engine' | 'link';

export function useStaleness(): Staleness | null {
  return useStore(useEngine().state, (state) => {
    if (state.health !== 'answering' || state.loginLost || state.wrongBuild) return 'engine';
    return state.status?.link === 'live' ? null : 'link';
  });
}
