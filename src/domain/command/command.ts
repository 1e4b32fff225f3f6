import type { Count } from '../count';
import type {
  AccountId,
  ClusterName,
  ConsumerKey,
  DomainName,
  PeerId,
  ServerName,
  StreamKey,
  StreamName,
} from '../ids';
import type { ConnectionFacts } from '../replies/servers';
import type { AssetCommand, AssetEffect } from './asset-commands';
import type { DurationMs, LocalMs, ServerMs } from '../time';
import type { Result } from '../../lib/result';
import type { RefusalReason } from './refusal';

/** A wish of the operator. Every kind goes through the same pipe: permit, plan, confirm, re-read, send once, verify. */
export type Command =
  | {
      readonly kind: 'metaStepDown';
      readonly domain: DomainName;
      readonly preferred: ServerName | null;
      /** Where else the leader is to be, instead of one preferred server. */
      readonly within?: Within;
    }
  | { readonly kind: 'streamStepDown'; readonly stream: StreamKey; readonly preferred: ServerName | null }
  | { readonly kind: 'consumerStepDown'; readonly consumer: ConsumerKey; readonly preferred: ServerName | null }
  /** Takes a dead copy out of its group; the meta leader puts another one elsewhere. */
  | { readonly kind: 'streamPeerRemove'; readonly stream: StreamKey; readonly server: ServerName }
  /** Copies first, then drops: for copies that live. `tag`: only to a server that has it. */
  | { readonly kind: 'streamMove'; readonly stream: StreamKey; readonly from: ServerName; readonly tag?: string }
  | { readonly kind: 'streamCancelMove'; readonly stream: StreamKey }
  /** For good, with its messages and consumers; also of a stream whose servers are all dead. */
  | { readonly kind: 'streamDelete'; readonly stream: StreamKey }
  /** More or fewer copies. */
  | { readonly kind: 'streamScale'; readonly stream: StreamKey; readonly replicas: number }
  /** Tells one client to look for another server. */
  | { readonly kind: 'clientNudge'; readonly server: ServerName; readonly cid: number }
  /** Ends the connection of one client. */
  | { readonly kind: 'clientClose'; readonly server: ServerName; readonly cid: number }
  /** Has a server read its configuration again. */
  | { readonly kind: 'serverReload'; readonly server: ServerName }
  /** Lowers the quorum of a meta group that has lost it to the members that answer. */
  | { readonly kind: 'metaRescue'; readonly domain: DomainName; readonly checks: readonly RescueCheck[] }
  /** Takes a dead server out of the meta group, for good. */
  | {
      readonly kind: 'serverRemove';
      readonly domain: DomainName;
      readonly target: PeerTarget;
      readonly givenUp: GivenUp;
    }
  /** Moves every copy off a server that lives, all at once (2.15). */
  | { readonly kind: 'serverEvacuate'; readonly domain: DomainName; readonly server: ServerName }
  | AssetCommand;

/** Servers take no more copies of one stream (error 10052). */
export const mostReplicas = 5;

/** What a person has to have seen to before a rescue. */
export const rescueChecks = ['off', 'stayOff', 'noneElsewhere'] as const;
export type RescueCheck = (typeof rescueChecks)[number];

/** A member of a meta group: by name, or a vote kept for a server whose name nobody knows. */
export type PeerTarget =
  { readonly kind: 'server'; readonly name: ServerName } | { readonly kind: 'peer'; readonly id: PeerId };

/** Some of the servers: those of a cluster, or those with a tag. */
export type Within =
  { readonly kind: 'cluster'; readonly name: ClusterName } | { readonly kind: 'tag'; readonly tag: string };

/** What the operator has confirmed to be lost. The plan is refused unless it is just what would be. */
export interface GivenUp {
  /** Number of streams with a copy there and none on a server that answers. */
  readonly streams: number;
  /** Accounts of which it is not known what streams they have. */
  readonly accounts: readonly string[];
}

export type CommandKind = Command['kind'];

/** May this be done, by what the model knows? Pure; asked again right before sending. */
export type Permit = { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** What will be different, counted. */
export type Effect =
  | {
      readonly kind: 'leaderChanges';
      readonly candidates: readonly ServerName[];
      /** Of a meta group: clusters and tags that could be asked for, because some and not all who could lead have them. */
      readonly places?: readonly Within[];
    }
  | {
      readonly kind: 'copyGoes';
      readonly from: ServerName;
      readonly leads: boolean;
      /** Servers that could take it, the likeliest first; the meta leader chooses. */
      readonly candidates: readonly ServerName[];
      /** Of a move: tags that could be asked for. Servers do not take the name of one to go to. */
      readonly tags?: readonly TagChoice[] | 'versionTooOld';
      /** What is to be copied. */
      readonly messages: Count | null;
      readonly bytes: Count | null;
      readonly left: readonly ServerName[];
    }
  | { readonly kind: 'changeEnds'; readonly status: string | null }
  | {
      readonly kind: 'streamGoes';
      /** By the last word of the stream; `null`: not known. */
      readonly messages: Count | null;
      readonly bytes: Count | null;
      readonly consumers: number | null;
      /** Nobody who answers reports it: what it holds is as of long ago, or not known. */
      readonly unseen: boolean;
    }
  | {
      readonly kind: 'quorumLowers';
      /** Name of the whole, as it has to be typed. */
      readonly cluster: string;
      readonly survivors: readonly ServerName[];
      readonly missing: readonly ServerName[];
      readonly before: GroupSize;
      /** Votes needed afterwards, for five minutes. */
      readonly need: number;
      /** How long there has been no leader (ms); `null`: not known. */
      readonly leaderless: DurationMs | null;
    }
  | { readonly kind: 'clientGoes'; readonly server: ServerName; readonly client: ConnectionFacts | null }
  /** `digest`: of the text that is loaded now; `null`: not told (before 2.11). */
  | { readonly kind: 'configReloads'; readonly server: ServerName; readonly digest: string | null }
  /** Every copy goes elsewhere. */
  | { readonly kind: 'serverEmpties'; readonly server: ServerName; readonly streams: number }
  | {
      readonly kind: 'replicasChange';
      readonly from: number;
      readonly to: number;
      /** Copies and answering ones needed, before and after. */
      readonly before: GroupSize;
      readonly after: GroupSize;
      readonly present: readonly ServerName[];
      /** Servers that could take a new copy, the likeliest first; the meta leader chooses. None where copies go. */
      readonly candidates: readonly ServerName[];
      /** What each new copy is made of. */
      readonly messages: Count | null;
      readonly bytes: Count | null;
    }
  | {
      readonly kind: 'serverGoes';
      readonly target: PeerTarget;
      /** Streams with a copy there and none on a server that answers: they are made anew, empty. */
      readonly lost: readonly LostStream[];
      /** Streams that lose one of several copies, which is made anew where a server fits. */
      readonly rebuilt: number;
      /** Those of them for which no server fits: they stay short. */
      readonly short: number;
      /** Accounts of which it is not known what streams they have. */
      readonly unknownAccounts: readonly string[];
      /** Members and votes needed, before and after. */
      readonly before: GroupSize;
      readonly after: GroupSize;
    }
  | AssetEffect;

/** A tag, and who of those that could take a copy has it. */
export interface TagChoice {
  readonly tag: string;
  readonly servers: readonly ServerName[];
}

export interface LostStream {
  readonly account: string;
  readonly name: StreamName;
}

export interface GroupSize {
  readonly of: number;
  readonly need: number;
}

/** What the plan rests on: sending is aborted when it has moved. */
export interface Basis {
  readonly leader: ServerName | null;
  /** Sorted. */
  readonly members: readonly ServerName[];
  /** What was asked for this command alone, as text: for an update the configuration as it was. */
  readonly asked?: string;
}

/** What will happen, with the model state it was computed from. */
export interface Plan {
  readonly command: Command;
  readonly permit: Permit;
  readonly basis: Basis;
  readonly effect: Effect;
  /** Request as it will be sent; `null` where it cannot be built. */
  readonly request: ChangeRequest | null;
  /** The same as a `nats` command line. */
  readonly cli: string;
  readonly madeAt: LocalMs;
}

export interface ChangeRequest {
  /** Tokens, each checked when the subject is built. */
  readonly subject: readonly string[];
  readonly body: string;
  /** The account whose own connection it goes over; left out: that of the login. */
  readonly over?: AccountId;
}

/** What was found by reading again. An accepted request is not an outcome. */
export type Outcome =
  | { readonly kind: 'verified'; readonly result: VerifiedResult; readonly tookMs: number }
  | {
      readonly kind: 'notVerified';
      readonly reason: NotVerifiedReason;
      /** In which it is not as asked for, in the servers' names. */
      readonly fields?: readonly string[];
    }
  | { readonly kind: 'failed'; readonly code: number | null; readonly description: string }
  | { readonly kind: 'aborted'; readonly reason: 'planChanged' | RefusalReason };

/** What reading after the request has to show. */
export type VerifiedResult =
  | { readonly kind: 'leads'; readonly leader: ServerName }
  /** All configured copies are there and complete, without the one that went. */
  | { readonly kind: 'copies'; readonly members: readonly ServerName[] }
  | { readonly kind: 'settled' }
  /** The account has no such stream. */
  | { readonly kind: 'deleted' }
  | { readonly kind: 'clientGone'; readonly cid: number }
  /** Whether the text is another one than before; `null`: the version does not tell. */
  | { readonly kind: 'reloaded'; readonly changed: boolean | null }
  /** By its own word it holds no copy any more. */
  | { readonly kind: 'emptied'; readonly server: ServerName }
  /** The meta leader no longer lists it. */
  | { readonly kind: 'removed'; readonly of: number }
  /** It is there, and told with every field as asked for. */
  | { readonly kind: 'configured' }
  /** The same, and it holds what the backup does. */
  | { readonly kind: 'restored'; readonly messages: Count }
  /** What was to go is gone; so many are left. */
  | { readonly kind: 'purged'; readonly left: Count }
  | { readonly kind: 'messageGone' }
  /** The stream has no such consumer, or (`isBack`) another one that was made under its name since. */
  | { readonly kind: 'consumerDeleted'; readonly isBack: boolean }
  /** `until` is `null`: it delivers. */
  | { readonly kind: 'paused'; readonly until: ServerMs | null }
  /** Deliveries are counted anew. */
  | { readonly kind: 'reset'; readonly next: Count }
  /** The group is pinned to another client, or to none (`null`). */
  | { readonly kind: 'unpinned'; readonly client: string | null };

export type NotVerifiedReason =
  | 'timeout'
  | 'connectionLost'
  | 'leaderless'
  | 'otherLeader'
  /** The new copy is on a server without the tag that was asked for. */
  | 'elsewhere'
  /** The client was told to go elsewhere, and has not gone. */
  | 'stillConnected'
  /** It goes on: copying takes as long as it takes. */
  | 'running'
  /** It was called off while it ran. */
  | 'calledOff'
  /** Up to 2.10 a removal is answered with an error and done all the same. */
  | 'refusedYetChanged'
  /** What was asked for is there, and something else is different, too. */
  | 'otherChange'
  /** It is there, but not as asked for: older servers drop fields that they do not know without a word. */
  | 'fieldsDropped'
  /** A restored stream holds less than its backup. */
  | 'holdsLess';

/** The only way by which anything changes the cluster. Implemented in `commands/`, absent from read-only builds. */
export interface CommandPort {
  plan(command: Command): Promise<Plan>;
  run(plan: Plan, signal: AbortSignal): Promise<Result<Outcome, RefusalReason>>;
}
