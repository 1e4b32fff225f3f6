import { useQuery } from '@tanstack/react-query';
import type { AccessReport, OwnConnection } from '../domain/access/route';
import type { AccountId } from '../domain/ids';
import type { AccountLogin, OpError } from '../engine/protocol';
import type { Result } from '../lib/result';
import { useEngine } from './engine-context';
import { queries } from './queries';

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
