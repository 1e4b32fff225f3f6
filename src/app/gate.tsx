import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useEngineState } from '../state/use-engine-state';
import { useCluster } from '../state/use-rows';

/**
 * Shows the connect screen until there is a login, at whatever address: after it the address is still the one that was
 * asked for. A lost connection keeps the last picture.
 */
export function Gate({ connect, children }: { readonly connect: ReactNode; readonly children: ReactNode }) {
  const { status } = useEngineState();
  const cluster = useCluster();
  const asked = useLocation({ select: (location) => location.pathname === '/connect' });
  const loggedIn = (status?.identity ?? null) !== null;
  const pictured = cluster !== null && status !== null && status.link !== 'closed';
  return asked || !(loggedIn || pictured) ? connect : children;
}
