import type { StreamConfig } from '../stream-config/fields';
import type { Unknown } from '../asset-config/read';
import type { BackupOps } from '../backup/backup';
import type { StreamKey } from '../ids';
import type { AccountOps } from './account';
import type { ConsumerOps } from './consumer';
import type { ClientOps } from './client-ops';
import type { MessageOps } from './messages';
import type { SubjectOps } from './subjects';

/**
 * What is asked of the inside of one account, beyond the picture of the cluster: name to arguments and value. Answered by
 * `commands/inside`, over the account's own connection or under its prefix. Nothing here changes the configuration of
 * anything: that is a `Command`.
 */
export interface InsideOps extends AccountOps, BackupOps, ConsumerOps, ClientOps, MessageOps, SubjectOps {
  readonly streamConfig: { readonly args: { readonly stream: StreamKey }; readonly value: StreamDetail };
}
export type InsideName = keyof InsideOps;

/** One question, as it travels; `args` are of the type that the table gives them. */
export interface InsideRequest {
  readonly name: InsideName;
  readonly args: unknown;
}

/** A stream's configuration, as its leader tells it now. */
export interface StreamDetail {
  readonly config: StreamConfig;
  /** Fields that this console does not know; an update has to send them back. */
  readonly unknown: readonly Unknown[];
}

/** Why there is no answer. */
export type InsideFailure =
  /** The API of the account is not reached from here. */
  | { readonly kind: 'noAccess' }
  /** Only a connection of the account itself can do this. */
  | { readonly kind: 'needsConnection' }
  /** The connection that it would go over is down. */
  | { readonly kind: 'notLive' }
  /** Nobody answered in time: a stream without a leader, or a leader that is silent. */
  | { readonly kind: 'silent' }
  /** Sent, and nothing is known of what came of it. */
  | { readonly kind: 'outcomeUnknown' }
  /** Of what goes to a stream or consumer itself: nobody is there to take it, and nothing was done. */
  | { readonly kind: 'nobodyListens' }
  /** The login may not ask this. */
  | { readonly kind: 'denied' }
  /** A name that no subject can hold. */
  | { readonly kind: 'unsendable' }
  /** More bytes than the server, or this console, takes in one message. */
  | { readonly kind: 'tooLarge'; readonly limitBytes: number }
  /** The server's error, its text literally. */
  | { readonly kind: 'refused'; readonly code: number | null; readonly description: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'aborted' };
