import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ClientList } from '../domain/command/clients';
import type { ServerId } from '../domain/ids';
import { useEngine } from './engine-context';
import { queries } from './queries';

/** Clients of one server, asked for every three seconds while shown. `null` until they are known, and without a server. */
export function useClients(server: ServerId | null): ClientList | null {
  const engine = useEngine();
  const { data } = useQuery(
    {
      queryKey: ['clients', server],
      queryFn: ({ signal }) => (server === null ? null : engine.request('clients', server, signal)),
      refetchInterval: 3000,
      staleTime: 0,
      gcTime: 0,
      placeholderData: keepPreviousData,
    },
    queries,
  );
  return data?.ok === true ? data.value : null;
}
