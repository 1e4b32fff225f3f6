import type { ConnectRequest } from '../../engine/protocol';
import { defaultAccountPrefix } from '../config';
import type { DemoCluster } from './demo';

export type DemoRole = 'admin' | 'observer';

/** Logs in to the demo's cluster. */
export function connectRequest(cluster: DemoCluster, role: DemoRole): ConnectRequest {
  const { user, password } = cluster.logins[role];
  return {
    urls: cluster.urls,
    credentials: { kind: 'password', user, password },
    inboxPrefix: role === 'observer' ? cluster.logins.observer.inboxPrefix : null,
    accountPrefix: defaultAccountPrefix,
  };
}
