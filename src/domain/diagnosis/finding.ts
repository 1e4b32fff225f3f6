import type { ServerName, StreamKey, DomainName } from '../ids';
import type { LocalMs } from '../time';

/** A thing that is wrong, with where it shows. Codes and values only; words live in the message catalogues. */
export interface Finding {
  /** Rule and subject, stable over time: the same problem has the same id. */
  readonly id: string;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  /** First of the bad observations that raised it. */
  readonly firstSeen: LocalMs;
  readonly lastSeen: LocalMs;
  /** `quiet`: good again, not yet long enough to be closed. */
  readonly phase: 'open' | 'quiet';
  /** Values for the sentence, by the names the catalogue uses. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** P1 data or all control at risk; P2 redundancy lost or one asset down; P3 trend or configuration. */
export type Severity = 'P1' | 'P2' | 'P3';

export type FindingCode =
  | 'serverSilent'
  | 'metaLeaderless'
  | 'metaNoQuorum'
  | 'metaOneShort'
  | 'streamUnreachable'
  | 'streamNoQuorum'
  | 'streamReduced';

export type FindingSubject =
  | { readonly kind: 'server'; readonly server: ServerName }
  | { readonly kind: 'meta'; readonly domain: DomainName }
  | { readonly kind: 'stream'; readonly stream: StreamKey };
