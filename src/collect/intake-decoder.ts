import type { ServerName } from '../domain/ids';
import type { Observation, RequestKind, Undecodable } from '../domain/observation';
import { assertNever } from '../lib/invariant';
import type { LocalMs } from '../domain/time';
import type { Decoded, ReplyProblem } from '../wire/decoded';
import { decodeEvent } from './decode-event';
import { decodeNames } from './decode-names';
import { decodeReply } from './decode-reply';
import type { Intake } from './intake';

/** What one entry of the log says. */
export interface Taken {
  readonly observations: readonly Observation[];
  /** Who sent it, where that can be told. */
  readonly server: ServerName | null;
  readonly problem: ReplyProblem | null;
}

interface OpenRound {
  readonly request: RequestKind;
  readonly startedAt: LocalMs;
  readonly answered: Set<ServerName>;
  readonly undecodable: Undecodable[];
}

const nothing: Taken = { observations: [], server: null, problem: null };

/** Undecodable replies kept per round; the rest is only counted by being one more of them. */
const maxUndecodable = 100;

/** Reads the log, entry by entry. The only way from what came in to observations, live and in a replay alike. */
export class IntakeDecoder {
  readonly #open = new Map<number, OpenRound>();

  take(entry: Intake): Taken {
    switch (entry.kind) {
      case 'link':
        return observed({ kind: 'link', at: entry.at, link: entry.link });
      case 'roundBegin':
        this.#open.set(entry.round, {
          request: entry.request,
          startedAt: entry.at,
          answered: new Set(),
          undecodable: [],
        });
        return nothing;
      case 'reply':
        return this.#reply(entry);
      case 'roundEnd':
        return this.#end(entry);
      case 'event':
        return fromDecoded(decodeEvent(entry.subject, entry.payload, entry.at));
      case 'access':
        return observed({ kind: 'access', at: entry.at, account: entry.account, access: entry.access });
      case 'names':
        return fromDecoded(decodeNames(entry));
      default:
        return assertNever(entry);
    }
  }

  #reply(entry: Intake & { kind: 'reply' }): Taken {
    const round = this.#open.get(entry.round);
    const decoded = decodeReply(entry.family, entry.payload, entry.at);
    if (decoded.ok) {
      round?.answered.add(decoded.value.server);
      return { observations: decoded.value.observations, server: decoded.value.server, problem: null };
    }
    const problem = decoded.error;
    const server = problem.kind === 'refused' ? problem.refusal.server : problem.undecodable.server;
    if (server !== null) round?.answered.add(server);
    // A refusal is a readable answer: it says no.
    if (problem.kind === 'undecodable') keep(round, problem.undecodable);
    return { observations: [], server, problem };
  }

  /** A round whose beginning was not recorded is left out: who answered it is not known in full. */
  #end(entry: Intake & { kind: 'roundEnd' }): Taken {
    const round = this.#open.get(entry.round);
    if (!round) return nothing;
    this.#open.delete(entry.round);
    for (let i = 0; i < entry.damaged; i += 1) {
      keep(round, { what: round.request, reason: 'could not be unpacked', server: null });
    }
    return observed({
      kind: 'round',
      round: {
        id: entry.round,
        request: round.request,
        startedAt: round.startedAt,
        endedAt: entry.at,
        answered: [...round.answered],
        undecodable: round.undecodable,
        interrupted: entry.interrupted,
      },
    });
  }
}

function keep(round: OpenRound | undefined, undecodable: Undecodable): void {
  if (round && round.undecodable.length < maxUndecodable) round.undecodable.push(undecodable);
}

function observed(observation: Observation): Taken {
  return { observations: [observation], server: null, problem: null };
}

function fromDecoded(decoded: Decoded<readonly Observation[]>): Taken {
  return decoded.ok
    ? { observations: decoded.value, server: null, problem: null }
    : { observations: [], server: null, problem: decoded.error };
}
