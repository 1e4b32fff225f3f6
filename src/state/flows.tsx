import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import type { ConsumerModel, MetaGroup, StreamModel } from '../domain/cluster/model';

/** Changes to the cluster that a document offers. A read-only document offers none, and pages then draw no control. */
export interface Flows {
  readonly MetaActions?: ComponentType<{ readonly meta: MetaGroup }>;
  readonly StreamActions?: ComponentType<{ readonly stream: StreamModel }>;
  readonly ConsumerActions?: ComponentType<{ readonly consumer: ConsumerModel }>;
}

const FlowsContext = createContext<Flows>({});

/** Set by the console's entry alone: nothing else may import a flow. */
export function FlowsProvider({ flows, children }: { readonly flows: Flows; readonly children: ReactNode }) {
  return <FlowsContext value={flows}>{children}</FlowsContext>;
}

export function useFlows(): Flows {
  return useContext(FlowsContext);
}
