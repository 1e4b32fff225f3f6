import { createContext, use, useEffect, type ReactNode } from 'react';
import { invariant } from '../lib/invariant';
import type { EngineClient } from './engine-client';

const EngineContext = createContext<EngineClient | null>(null);

/** Gives the engine to the hooks below it and tells it when nobody can see the page. */
export function EngineProvider({ client, children }: { readonly client: EngineClient; readonly children: ReactNode }) {
  useEffect(() => {
    const tell = () => {
      client.visible(document.visibilityState === 'visible');
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => {
      document.removeEventListener('visibilitychange', tell);
    };
  }, [client]);
  return <EngineContext value={client}>{children}</EngineContext>;
}

export function useEngine(): EngineClient {
  const client = use(EngineContext);
  invariant(client !== null, 'hooks of state/ need an EngineProvider');
  return client;
}
