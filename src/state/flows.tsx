import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import type { AccountReach } from '../domain/access/route';
import type { ConsumerModel, MetaGroup, ServerModel, StreamModel } from '../domain/cluster/model';
import { useOnlyReads } from './use-engine-state';

/** Changes to the cluster that a document offers. A read-only document offers none, and pages then draw no control. */
export interface Flows {
  readonly MetaActions?: ComponentType<{ readonly meta: MetaGroup }>;
  readonly StreamActions?: ComponentType<{ readonly stream: StreamModel }>;
  readonly AccountActions?: ComponentType<{ readonly reach: AccountReach }>;
  readonly ConsumerActions?: ComponentType<{ readonly consumer: ConsumerModel }>;
  readonly ServerActions?: ComponentType<{ readonly server: ServerModel }>;
  /** Clients of a server, for those who may end their connections. */
  readonly ServerClients?: ComponentType<{ readonly server: ServerModel }>;
  /** What concerns all servers together. */
  readonly BalanceActions?: ComponentType;
}

const none: Flows = {};
const FlowsContext = createContext<Flows>(none);

/** Set by the console's entry alone: nothing else may import a flow. */
export function FlowsProvider({ flows, children }: { readonly flows: Flows; readonly children: ReactNode }) {
  return <FlowsContext value={flows}>{children}</FlowsContext>;
}

/** For a login that only reads there is no control to draw, in whatever document, and no code is loaded for one. */
export function useFlows(): Flows {
  const flows = useContext(FlowsContext);
  return useOnlyReads() ? none : flows;
}
