import { useState } from 'react';
import type { ConnectProblem, ConnectRequest, OpError } from '../engine/protocol';
import { useEngine } from './engine-context';

export type Attempt =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'failed'; readonly problem: ConnectProblem }
  | { readonly kind: 'connected' };

export interface Connect {
  readonly attempt: Attempt;
  readonly connect: (request: ConnectRequest) => Promise<Attempt>;
  readonly disconnect: () => Promise<void>;
}

/** Logging in and out. What was typed is not kept here. */
export function useConnect(): Connect {
  const engine = useEngine();
  const [attempt, setAttempt] = useState<Attempt>({ kind: 'idle' });
  return {
    attempt,
    connect: async (request) => {
      setAttempt({ kind: 'connecting' });
      const answer = await engine.request('connect', request);
      const outcome: Attempt = answer.ok
        ? { kind: 'connected' }
        : { kind: 'failed', problem: problemOf(answer.error, request.urls[0] ?? null) };
      setAttempt(outcome);
      return outcome;
    },
    disconnect: async () => {
      await engine.request('disconnect', null);
      setAttempt({ kind: 'idle' });
    },
  };
}

function problemOf(error: OpError, url: string | null): ConnectProblem {
  switch (error.code) {
    case 'connect':
      return error.problem;
    case 'engineLost':
      return { code: 'engineLost', url, detail: null };
    case 'refused':
      return { code: 'unknown', url, detail: error.reason };
    case 'bug':
      return { code: 'unknown', url, detail: error.detail };
    case 'aborted':
    case 'wrongAccount':
    case 'notAvailable':
      return { code: 'unknown', url, detail: null };
  }
}
