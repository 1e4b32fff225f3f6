import type { Count, Limit } from '../count';
import type { DurationNs } from './duration';

/** The release line of nats-server in which a field, or a word for it, first works. */
export type Since = '2.9' | '2.10' | '2.11' | '2.12' | '2.14' | '2.15';

/**
 * What a field holds and how it is written. `default` is what a server takes where the field is left out; lists, parts and
 * flags are then empty, absent and off. Durations are nanoseconds, bytes are bytes; `limit` is -1 where there is none.
 */
export type Shape = { readonly wire: string; readonly since: Since } & (
  | { readonly kind: 'name' | 'text' | 'subject'; readonly default: string }
  | { readonly kind: 'subjects' | 'texts'; readonly default: readonly string[] }
  | { readonly kind: 'count'; readonly default: number }
  | { readonly kind: 'limit' | 'byteLimit'; readonly default: Limit }
  | { readonly kind: 'duration'; readonly default: number }
  | { readonly kind: 'durations'; readonly default: readonly number[] }
  /** RFC 3339, kept as it is written: it may be exact to the nanosecond. */
  | { readonly kind: 'time'; readonly default: null }
  | { readonly kind: 'flag'; readonly default: false }
  /** Names and texts of the user's own. */
  | { readonly kind: 'entries'; readonly default: Readonly<Record<string, string>> }
  /** One of some words, each with the release that brought it. */
  | { readonly kind: 'choice'; readonly options: Readonly<Record<string, Since>>; readonly default: string }
  | { readonly kind: 'part'; readonly part: PartName; readonly fields: Shapes; readonly default: null }
  | { readonly kind: 'parts'; readonly part: PartName; readonly fields: Shapes; readonly default: readonly never[] }
);

export type Shapes = Readonly<Record<string, Shape>>;

/** Fields that belong together, for a form to show them so. */
export type PartName =
  'placement' | 'source' | 'external' | 'sourceConsumer' | 'transform' | 'republish' | 'consumerLimits';

export type Group =
  | 'essentials'
  | 'limits'
  | 'placement'
  | 'sourcing'
  | 'subjects'
  | 'protection'
  | 'publishing'
  | 'delivery'
  | 'acknowledgement'
  | 'pull'
  | 'push'
  | 'priority'
  | 'advanced';

/** Why a field cannot be changed at will once the stream or consumer is there. */
export type EditLimit =
  /** It is what the asset is known by, or how it is stored: another one has to be made. */
  | 'identity'
  | 'stored'
  /** Where a consumer began cannot be moved; resetting it is another command (2.14+). */
  | 'started'
  /** Between limits and interest only, and from 2.10 on. */
  | 'notWorkQueue'
  /** May be turned on, never off. */
  | 'onlyOn'
  /** May be taken away (2.12+), which makes a stream of its own of a mirror; not changed. */
  | 'onlyRemoved'
  /** Accepted, but without an effect after creation. */
  | 'noEffect'
  /** From the given release on. */
  | 'sinceRelease'
  /** To another subject while nobody listens on the present one; never between push and pull. */
  | 'whileUnbound'
  /** By a request of its own (`CONSUMER.PAUSE`). */
  | 'otherRequest';

export type Edit =
  | { readonly kind: 'free'; readonly since?: Since }
  | { readonly kind: 'fixed'; readonly why: EditLimit }
  | { readonly kind: 'limited'; readonly why: EditLimit; readonly since?: Since };

/** Where a field stands in the form and what may become of it later. */
export interface Place {
  readonly group: Group;
  readonly edit: Edit;
  /** What it does, once set, no later change takes back. */
  readonly irreversible: boolean;
  /** Written even when it is at its default, since clients and people read the absence differently. */
  readonly always?: boolean;
  /** What the server puts in place of "left out" where it is one fixed value, for a hint: in the unit of the field. */
  readonly serverDefault?: number;
}

export type Field = Shape & Place;
export type Fields = Readonly<Record<string, Field>>;

/** The value that a shape describes. */
export type ValueOf<S> = S extends { readonly kind: 'name' | 'text' | 'subject' }
  ? string
  : S extends { readonly kind: 'subjects' | 'texts' }
    ? readonly string[]
    : S extends { readonly kind: 'count' }
      ? Count
      : S extends { readonly kind: 'limit' | 'byteLimit' }
        ? Limit
        : S extends { readonly kind: 'duration' }
          ? DurationNs
          : S extends { readonly kind: 'durations' }
            ? readonly DurationNs[]
            : S extends { readonly kind: 'time' }
              ? string | null
              : S extends { readonly kind: 'flag' }
                ? boolean
                : S extends { readonly kind: 'entries' }
                  ? Readonly<Record<string, string>>
                  : S extends { readonly kind: 'choice'; readonly options: infer Options }
                    ? keyof Options
                    : S extends { readonly kind: 'part'; readonly fields: infer Inner }
                      ? ConfigOf<Inner> | null
                      : S extends { readonly kind: 'parts'; readonly fields: infer Inner }
                        ? readonly ConfigOf<Inner>[]
                        : never;

/** The configuration that a catalogue describes. */
export type ConfigOf<F> = { readonly [Key in keyof F]: ValueOf<F[Key]> };

/** A field, or a part within it, in the dotted form of a form library: `mirror.name`, `sources.1.filterSubject`. */
export type PathIn<F> = (keyof F & string) | `${keyof F & string}.${string}`;
