import { createContext, useContext, type ComponentType, type PropsWithChildren, type ReactNode } from 'react';
import type { AccountReach } from '../domain/access/route';
import type { ConsumerModel, MetaGroup, ServerModel, StreamModel } from '../domain/cluster/model';
import type { ConsumerKey, ServerName, StreamKey } from '../domain/ids';
import type { BucketKind } from '../domain/inside/buckets';
import { useOnlyReads } from './use-engine-state';

/** Changes to the cluster that a document offers. A read-only document offers none, and pages then draw no control. */
export interface Flows {
  /** Around every screen: holds what was opened on it. */
  readonly CommandHost?: ComponentType<PropsWithChildren>;
  readonly MetaActions?: ComponentType<{ readonly meta: MetaGroup }>;
  readonly StreamActions?: ComponentType<{ readonly stream: StreamModel }>;
  /** What can be done to one copy, of the stream or of one of its consumers. */
  readonly CopyActions?: ComponentType<{
    readonly stream: StreamModel;
    readonly server: ServerName;
    readonly consumer: ConsumerModel | null;
  }>;
  readonly AccountActions?: ComponentType<{ readonly reach: AccountReach }>;
  readonly ConsumerActions?: ComponentType<{ readonly consumer: ConsumerModel }>;
  /** All that can be done to it, on its own page. */
  readonly ConsumerControls?: ComponentType<{ readonly consumer: ConsumerModel; readonly isPaused: boolean }>;
  readonly UnpinAction?: ComponentType<{ readonly consumer: ConsumerKey; readonly group: string }>;
  readonly ServerActions?: ComponentType<{ readonly server: ServerModel }>;
  /** Clients of a server, for those who may end their connections. */
  readonly ServerClients?: ComponentType<{ readonly server: ServerModel }>;
  /** Publishing to a stream, over a connection of its account. */
  readonly StreamPublish?: ComponentType<{ readonly stream: StreamKey }>;
  /** The next messages of a consumer, each to be acknowledged by hand. */
  readonly ConsumerFetch?: ComponentType<{ readonly consumer: ConsumerKey }>;
  readonly KeyValueBucket?: ComponentType<{ readonly stream: StreamKey }>;
  readonly ObjectStore?: ComponentType<{ readonly stream: StreamKey }>;
  readonly ConsumerFetchScreen?: ComponentType<{ readonly consumer: ConsumerKey }>;
  /** What is in a stream: for those who may ask its account. */
  readonly StreamMessages?: ComponentType<{ readonly stream: StreamKey }>;
  readonly StreamSubjects?: ComponentType<{ readonly stream: StreamKey }>;
  /** What concerns all servers together. */
  readonly BalanceActions?: ComponentType;
  /** What is done to the servers one after the other. */
  readonly FleetActions?: ComponentType;
  /** Screens of their own: nothing of them is there in a read-only document. */
  readonly TakeOutScreen?: ComponentType<{ readonly server: ServerName }>;
  readonly RestartScreen?: ComponentType;
  readonly RestoreStream?: ComponentType;
  readonly CreateStream?: ComponentType;
  readonly CreateBucket?: ComponentType<{ readonly kind: BucketKind }>;
  readonly EditStream?: ComponentType<{ readonly stream: StreamKey }>;
  readonly CreateConsumer?: ComponentType<{ readonly stream: StreamKey }>;
  readonly EditConsumer?: ComponentType<{ readonly consumer: ConsumerKey }>;
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
