import type { Count } from '../count';
import type { StreamKey } from '../ids';
import type { StreamState } from '../replies/jsz';
import type { LocalMs, ServerMs } from '../time';
import type { Preview } from '../body/preview';

/** Questions about what is in a stream. */
export interface MessageOps {
  readonly messagePage: { readonly args: PageRequest; readonly value: MessagePage };
  /** `null`: there is no such message (any more). */
  readonly message: {
    readonly args: { readonly stream: StreamKey; readonly at: MessageAt };
    readonly value: Message | null;
  };
  /** The first sequence that was stored at that time or later; `null`: none was. */
  readonly sequenceAt: {
    readonly args: { readonly stream: StreamKey; readonly time: ServerMs };
    readonly value: Count | null;
  };
  readonly deleted: { readonly args: { readonly stream: StreamKey }; readonly value: DeletedMap };
}

/** Which message. */
export type MessageAt =
  | { readonly kind: 'sequence'; readonly seq: Count }
  /** The newest one of a subject, which may have wildcards. */
  | { readonly kind: 'last'; readonly subject: string }
  /** The first one of a subject, which may have wildcards, from a sequence on. */
  | { readonly kind: 'next'; readonly subject: string; readonly seq: Count };

export type Order = 'newest' | 'oldest';

export interface PageRequest {
  readonly stream: StreamKey;
  readonly order: Order;
  /** Sequence that it begins at, itself included; `null`: at the newest, or the oldest. */
  readonly from: Count | null;
  /** Subject, which may have wildcards; empty: all. */
  readonly filter: string;
  /** Messages at most. */
  readonly limit: number;
}

/** Some messages in the order asked for, one after the other: what is missing between two of one page is not there. */
export interface MessagePage {
  readonly messages: readonly MessageHead[];
  /** Sequence that the next page begins at. */
  readonly next: Count;
  /** `end`: nothing further now. `bytes`, `requests`: as much was read as one look may read; there may be more. */
  readonly ended: 'full' | 'end' | 'bytes' | 'requests';
  /** `copies`: any copy of the stream answered, which may be behind; `leader`: its leader. */
  readonly from: 'copies' | 'leader';
  readonly state: StreamFacts;
}

/** What a list shows of a message. */
export interface MessageHead {
  readonly seq: Count;
  readonly subject: string;
  readonly time: ServerMs;
  /** Bytes of the body. */
  readonly size: number;
  readonly preview: Preview;
}

/** A whole message, as the stream's leader has it. */
export interface Message {
  readonly seq: Count;
  readonly subject: string;
  readonly time: ServerMs;
  /** As the server writes it, to the nanosecond. */
  readonly timeText: string;
  readonly headers: MessageHeaders;
  readonly body: Uint8Array;
  /** The body as it was before it was compressed, as far as that is plain from its first bytes. */
  readonly opened: Opened | null;
}

/** All headers in their order, names as they were written, a name as often as it stands there. */
export type MessageHeaders =
  | { readonly kind: 'read'; readonly fields: readonly (readonly [name: string, value: string])[] }
  /** Not of the form that clients write; `block` is what there is. */
  | { readonly kind: 'unreadable'; readonly block: Uint8Array };

export type Packing = 'gzip' | 'zlib' | 'zstd' | 'snappy' | 's2' | 'lz4';

/** What became of opening a compressed body. */
export type Opened =
  /** `whole`: false when more was in it than is opened here. */
  | { readonly kind: 'opened'; readonly packing: Packing; readonly bytes: Uint8Array; readonly whole: boolean }
  /** It says that it is packed so, and is not. */
  | { readonly kind: 'damaged'; readonly packing: Packing }
  /** Nothing here opens it. */
  | { readonly kind: 'notOpened'; readonly packing: Packing };

/** A stream as its leader tells it now. */
export interface StreamFacts extends StreamState {
  readonly allowDirect: boolean;
  readonly sealed: boolean;
  readonly denyDelete: boolean;
  readonly denyPurge: boolean;
  /** Name of the stream that it mirrors. */
  readonly mirrorOf: string | null;
  /** When it was told. */
  readonly asOf: LocalMs;
}

/** Sequences between the first and the last that hold no message. */
export interface DeletedMap {
  readonly firstSeq: Count;
  readonly lastSeq: Count;
  /** Messages. */
  readonly count: number;
  readonly map:
    | {
        readonly kind: 'listed';
        /** Runs of sequences in their order, the longest {@link rangesShown} of them. */
        readonly ranges: readonly SequenceRange[];
        readonly rangeCount: number;
        /** Share that is deleted (0 to 1) of each of {@link binCount} equal parts from the first to the last. */
        readonly bins: readonly number[];
      }
    /** More than are asked for one by one. */
    | { readonly kind: 'tooMany' };
}

/** Both ends included. */
export interface SequenceRange {
  readonly from: Count;
  readonly to: Count;
}
