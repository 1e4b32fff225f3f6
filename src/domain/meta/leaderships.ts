import type { DomainName, PeerId, ServerName } from '../ids';
import { localMs, type LocalMs } from '../time';
import { roundLasts, type Evidence } from './evidence';

/** Who led one meta group while this page looked: spans without a hole between them, the oldest first. */
export interface Leaderships {
  readonly domain: DomainName;
  /** The last one is open: its `to` is `null`. */
  readonly spans: readonly Span[];
}

export type Span = Reign | Gap | Unseen;

export interface Reign {
  readonly kind: 'reign';
  readonly leader: Elected;
  readonly from: LocalMs;
  readonly to: LocalMs | null;
  /** `before`: it led when this page first looked. `seen`: by a reply, so that it may have begun a little earlier. */
  readonly begin: 'before' | 'elected' | 'seen';
}

/** Nobody led. */
export interface Gap {
  readonly kind: 'gap';
  readonly from: LocalMs;
  readonly to: LocalMs | null;
  /** `noQuorum`: at some time too few members answered. */
  readonly why: 'electing' | 'noQuorum';
}

/** Not known who led: there was no connection, or this page did not run. */
export interface Unseen {
  readonly kind: 'unseen';
  readonly from: LocalMs;
  readonly to: LocalMs | null;
}

/** An advisory names the peer only; `server` is `null` while nobody has told its name. */
export interface Elected {
  readonly server: ServerName | null;
  readonly peer: PeerId | null;
}

export type PeerNames = ReadonlyMap<PeerId, ServerName>;

/** Spans kept; older ones are left out. */
const spansKept = 200;

/** The line of a group, by all evidence in the order of time. */
export function spansOf(evidence: readonly Evidence[], names: PeerNames): readonly Span[] {
  const line = new Line();
  for (const entry of evidence) line.read(entry, names);
  return line.spans.slice(-spansKept);
}

class Line {
  readonly #closed: Span[] = [];
  #open: Span | null = null;
  /** The latest sign that the open span is so. */
  #seen: LocalMs | null = null;
  #election: { readonly at: LocalMs; readonly leader: Elected } | null = null;

  get spans(): readonly Span[] {
    return this.#open === null ? this.#closed : [...this.#closed, this.#open];
  }

  read(evidence: Evidence, names: PeerNames): void {
    switch (evidence.kind) {
      case 'elected':
        this.#elected(evidence.at, { server: names.get(evidence.leader) ?? null, peer: evidence.leader });
        break;
      case 'led':
        this.#led(evidence.at, { server: evidence.leader, peer: null });
        break;
      case 'without':
        this.#without(evidence);
        break;
      case 'unseen':
        if (this.#open !== null && this.#open.kind !== 'unseen')
          this.#begin({ kind: 'unseen', from: evidence.at, to: null });
    }
  }

  #elected(at: LocalMs, leader: Elected): void {
    const open = this.#open;
    this.#election = { at, leader };
    // A reply told of it before the advisory came.
    if (
      open?.kind === 'reign' &&
      open.begin === 'seen' &&
      isSame(open.leader, leader) &&
      isWithinRound(open.from, at)
    ) {
      this.#open = { ...open, begin: 'elected' };
      return;
    }
    this.#begin({ kind: 'reign', leader, from: at, to: null, begin: 'elected' });
  }

  #led(at: LocalMs, leader: Elected): void {
    this.#forgetFirstRound(at);
    const open = this.#open;
    if (open?.kind === 'reign' && isSame(open.leader, leader)) this.#seen = at;
    else if (!this.#isOvertaken(at, leader))
      this.#begin({ kind: 'reign', leader, from: at, to: null, begin: open === null ? 'before' : 'seen' });
  }

  #without({ at, since, why }: Extract<Evidence, { kind: 'without' }>): void {
    const open = this.#open;
    if (this.#isOvertaken(at, null)) return;
    if (open?.kind === 'gap') {
      // In its first round too few may have answered yet; from then on a lost quorum is one, however it ends.
      if (why === 'noQuorum' || isWithinRound(open.from, at)) this.#open = { ...open, why };
      return;
    }
    // The leader was lost some time after it was last seen to lead, and not in the round in which it was announced.
    const announced = this.#election === null ? since : localMs(this.#election.at + roundLasts);
    const from = open?.kind === 'reign' ? later(later(since, this.#seen ?? open.from), announced) : at;
    this.#begin({ kind: 'gap', from: earlier(from, at), to: null, why });
  }

  /**
   * At first, and after a time without a connection, the replies of a round come one by one: that too few were there
   * to lead said nothing.
   */
  #forgetFirstRound(at: LocalMs): void {
    const before = this.#closed.at(-1);
    if (this.#open?.kind !== 'gap' || (before !== undefined && before.kind !== 'unseen')) return;
    if (!isWithinRound(this.#open.from, at)) return;
    this.#closed.pop();
    this.#open = before === undefined ? null : { ...before, to: null };
  }

  /** An election was announced since what a reply says of another leader, or of none. */
  #isOvertaken(at: LocalMs, leader: Elected | null): boolean {
    if (this.#election === null || !isWithinRound(this.#election.at, at)) return false;
    return leader === null || !isSame(this.#election.leader, leader);
  }

  #begin(span: Span): void {
    const open = this.#open;
    // What began and ended in the same millisecond was not.
    if (open !== null && span.from > open.from) this.#closed.push({ ...open, to: span.from });
    this.#open = span;
    this.#seen = span.from;
  }
}

function isSame(a: Elected, b: Elected): boolean {
  if (a.server !== null && b.server !== null) return a.server === b.server;
  return a.peer !== null && a.peer === b.peer;
}

const isWithinRound = (from: LocalMs, at: LocalMs) => at - from < roundLasts;
const later = (a: LocalMs, b: LocalMs) => (a > b ? a : b);
const earlier = (a: LocalMs, b: LocalMs) => (a < b ? a : b);
