import type { Mark } from '../cluster/model';
import type { AccountId, ServerName } from '../ids';
import type { LocalMs } from '../time';
import type { Resilience } from '../what-if/resilience';

/** What the first sentence of the overview says: what is wrong, and what the next failure would cost. */
export interface Summary {
  readonly mark: Mark;
  /** Servers that do not answer, longest silent first. */
  readonly silent: readonly { readonly server: ServerName; readonly since: LocalMs | null }[];
  /** Servers of which it cannot be said whether they answer. */
  readonly unheard: readonly ServerName[];
  readonly servers: number;
  readonly streams: number;
  /** Streams with more than one copy that would keep their quorum after the loss of any one server. */
  readonly surviveOne: number;
  /** Streams with more than one copy. */
  readonly replicated: number;
  /** Streams with more than one copy of which nobody can say whether they would survive, unreachable ones among them. */
  readonly uncertain: number;
  /** Streams with one copy, by the answering server that holds it; most first. */
  readonly single: readonly { readonly server: ServerName; readonly streams: number }[];
  /** Streams that nobody who answers has a copy of. */
  readonly unreachable: number;
  /** Of the unreachable: those whose every known copy is on a server in `silent`. */
  readonly stranded: number;
  /** Streams of which the state is not known. */
  readonly unknown: number;
  /** Streams that have copies answering but not enough for a quorum. */
  readonly noQuorum: number;
  readonly electing: number;
  /** Replicated streams that would lose their quorum if this answering server were lost too; most first, zeros left out. */
  readonly nextLoss: readonly { readonly server: ServerName; readonly stops: number }[];
  /** Answering servers whose loss would take the meta group's quorum. */
  readonly metaNextLoss: readonly ServerName[];
  /** What may be lost from now on without stopping anything. */
  readonly resilience: Resilience;
  /** Accounts whose streams on silent servers cannot be known. */
  readonly unseenAccounts: readonly AccountId[];
}
