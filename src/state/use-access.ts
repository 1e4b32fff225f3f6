import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AccessReport, OwnConnection } from '../domain/access/route';
import type { AccountId } from '../domain/ids';
import type { AccountLogin, OpError } from '../engine/protocol';
import type { Result } from '../lib/result';
import { useEngine } from './engine-context';
import { queries } from './queries';
import { useCluster } from './use-rows';

const key = ['accountAccess'] as const;

/** How the API of each account is reached, renewed every two seconds while shown. `null` until it is known. */
export function useAccountAccess(): AccessReport | null {
  const engine = useEngine();
  const { data } = useQuery(
    {
      queryKey: key,
      queryFn: ({ signal }) => engine.request('accountAccess', null, signal),
      refetchInterval: 2000,
      staleTime: 0,
      gcTime: 0,
    },
    queries,
  );
  return data?.ok === true ? data.value : null;
}

/** Whether the API of an account is reached, of whatever carries its id; the same function while nothing changed. */
export function useReached(): (of: { readonly account: AccountId }) => boolean {
  const accounts = useCluster()?.accounts;
  return useMemo(() => {
    const reached = new Set(
      accounts?.flatMap(({ id, access }) => (access === 'prefix' || access === 'connection' ? [id] : [])),
    );
    return ({ account }) => reached.has(account);
  }, [accounts]);
}

/** `unknown`: not asked yet. `none`: nobody added one. */
export type OwnState = 'unknown' | 'none' | 'down' | 'live';

/** Whether there is a connection of an account itself, and what that account is called. */
export function useOwnConnection(account: AccountId): { readonly own: OwnState; readonly name: string } {
  const report = useAccountAccess();
  if (report === null) return { own: 'unknown', name: account };
  const reach = report.accounts.find(({ id }) => id === account);
  const own = reach?.own ?? null;
  return {
    own: own === null ? 'none' : own.state === 'live' || own.state === 'stale' ? 'live' : 'down',
    name: reach?.name ?? account,
  };
}

export interface AccountCalls {
  /** What was typed is not kept here. */
  readonly connect: (login: AccountLogin) => Promise<Result<OwnConnection, OpError>>;
  readonly disconnect: (account: AccountId) => Promise<void>;
}

/** Connections of accounts, beside that of the login. */
export function useAccountCalls(): AccountCalls {
  const engine = useEngine();
  const renew = () => queries.invalidateQueries({ queryKey: key });
  return {
    connect: async (login) => {
      const answer = await engine.request('connectAccount', login);
      await renew();
      return answer;
    },
    disconnect: async (account) => {
      await engine.request('disconnectAccount', account);
      await renew();
    },
  };
}
