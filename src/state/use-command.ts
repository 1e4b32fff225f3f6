import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Command, Outcome, Plan } from '../domain/command/command';
import type { OpError } from '../engine/protocol';
import { ok, type Result } from '../lib/result';
import { useEngine } from './engine-context';
import { queries } from './queries';

/**
 * The plan of a command, renewed every two seconds while shown: its effect is counted from live data, and a button that
 * is refused for the moment wakes by itself. `null` until the first answer.
 */
export function usePlan(command: Command): Result<Plan, OpError> | null {
  const engine = useEngine();
  const { data } = useQuery(
    {
      queryKey: ['plan', command],
      queryFn: ({ signal }) => engine.request('planCommand', command, signal),
      refetchInterval: 2000,
      staleTime: 0,
      gcTime: 0,
      // The last plan stays while that of another choice is made; it names the command that it is of.
      placeholderData: keepPreviousData,
    },
    queries,
  );
  return data ?? null;
}

export interface CommandCalls {
  readonly plan: (command: Command, signal?: AbortSignal) => Promise<Result<Plan, OpError>>;
  /** Sent once. A lost engine leaves the outcome unknown: `notVerified`, never `failed`. */
  readonly run: (plan: Plan, signal?: AbortSignal) => Promise<Result<Outcome, OpError>>;
}

/** The page's side of the command port. */
export function useCommand(): CommandCalls {
  const engine = useEngine();
  return {
    plan: (command, signal) => engine.request('planCommand', command, signal),
    run: async (plan, signal) => {
      const answer = await engine.request('runCommand', plan, signal);
      if (!answer.ok && answer.error.code === 'engineLost') {
        return ok({ kind: 'notVerified', reason: 'connectionLost' });
      }
      return answer;
    },
  };
}
