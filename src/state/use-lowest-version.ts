import { useMemo } from 'react';
import { lowestVersion, type Version } from '../domain/version';
import { useServers } from './use-rows';

/** The lowest version among the servers that answer; `null`: not known. */
export function useLowestVersion(): Version | null {
  const servers = useServers().rows;
  return useMemo(() => lowestVersion(servers), [servers]);
}
