import type { ClusterModel, Leadership, Presence } from '../domain/cluster/model';
import type { Advisory, Observation } from '../domain/observation';
import type { LocalMs } from '../domain/time';
import type { ActivityRow } from '../domain/activity';
import type { EvacuationRun, RunState } from '../domain/evacuate/model';

/** Entries kept of the time line. */
export const maxEntries = 500;

/** What begins and ends a time without a quorum. */
const ofQuorum: readonly ActivityRow['kind'][] = ['quorumLost', 'streamElection', 'consumerElection'];

const ofEvacuation: Readonly<Record<RunState['kind'], ActivityRow['kind']>> = {
  running: 'evacuationBegun',
  paused: 'evacuationPaused',
  stopped: 'evacuationStopped',
  cancelling: 'evacuationCancelling',
  cancelled: 'evacuationCancelled',
  ended: 'evacuationEnded',
};

/** The time line: what changed from one model to the next, and what servers announced. */
export class Activity {
  #rows: ReadonlyMap<string, ActivityRow> = new Map();
  /** The last claimant of each group, so that an election names both even after a leaderless time. */
  readonly #leaders = new Map<string, string>();
  readonly #seen = new Set<string>();
  /** What was last said of an evacuation. */
  #evacuation: Pick<EvacuationRun, 'server' | 'state'> | null = null;
  #next = 0;

  get rows(): ReadonlyMap<string, ActivityRow> {
    return this.#rows;
  }

  /** An entry of our own, such as a command. */
  add(kind: ActivityRow['kind'], at: LocalMs, subject: string, from: string | null, to: string | null): void {
    this.#append([this.#row(kind, at, subject, from, to)]);
  }

  /** The evacuation that this engine drives: that it has begun, and each state that it comes to. */
  evacuation(run: EvacuationRun | undefined, at: LocalMs): void {
    if (run === undefined) return;
    const { server, state } = run;
    const last = this.#evacuation?.server === server ? this.#evacuation.state.kind : null;
    this.#evacuation = { server, state };
    if (state.kind === last) return;
    const goesOn = state.kind === 'running' && (last === 'paused' || last === 'stopped');
    this.add(goesOn ? 'evacuationGoesOn' : ofEvacuation[state.kind], at, server, null, null);
  }

  observe(observation: Observation): void {
    if (observation.kind === 'departure') {
      const { how, at, server } = observation;
      this.add(how, at, server.name, null, null);
    }
    if (observation.kind === 'advisory') this.#advisory(observation.advisory, observation.at);
  }

  compare(next: ClusterModel, previous: ClusterModel | null): void {
    const rows: ActivityRow[] = [];
    if (previous && next.link !== previous.link) rows.push(this.#row('link', next.now, '', previous.link, next.link));
    if (next.metas !== previous?.metas) {
      for (const { domain, leadership } of next.metas.values()) {
        this.#election(rows, 'metaElection', `meta ${domain}`, domain, leadership, next.now);
      }
    }
    if (next.streams !== previous?.streams) {
      for (const [key, stream] of next.streams) {
        if (stream.group === previous?.streams.get(key)?.group) continue;
        const subject = `${stream.accountName}/${stream.name}`;
        this.#election(rows, 'streamElection', key, subject, stream.group.leadership, next.now);
      }
    }
    if (previous && next.servers !== previous.servers) this.#presences(rows, next, previous);
    this.#append(rows);
  }

  #election(
    rows: ActivityRow[],
    kind: 'metaElection' | 'streamElection',
    group: string,
    subject: string,
    leadership: Leadership,
    now: LocalMs,
  ): void {
    if (leadership.kind !== 'led') return;
    const before = this.#leaders.get(group);
    this.#leaders.set(group, leadership.by);
    if (before !== undefined && before !== leadership.by)
      rows.push(this.#row(kind, now, subject, before, leadership.by));
  }

  #presences(rows: ActivityRow[], next: ClusterModel, previous: ClusterModel): void {
    for (const [name, server] of next.servers) {
      const before = previous.servers.get(name)?.presence;
      if (!before || before === server.presence) continue;
      const kind = change(before, server.presence);
      if (kind) rows.push(this.#row(kind, next.now, name, null, null));
    }
  }

  /** Elections of streams and of the meta group come from the models, which name both leaders. */
  #advisory(advisory: Advisory, at: LocalMs): void {
    if (this.#seen.has(advisory.id)) return;
    this.#seen.add(advisory.id);
    if (this.#seen.size > 4 * maxEntries) this.#seen.clear();
    switch (advisory.kind) {
      case 'leaderElected':
        if (advisory.consumer === null) return;
        {
          this.add('consumerElection', at, pathOf(advisory), null, advisory.leader);
          return;
        }
      case 'quorumLost': {
        this.#quorumLost(at, pathOf(advisory));
        return;
      }
      case 'serverRemoved': {
        this.add('serverRemoved', at, advisory.server ?? '', null, null);
        return;
      }
      case 'metaLeaderElected':
      case 'assetChanged':
      case 'other':
        return;
    }
  }

  /** Each member that is left says it, again and again: one entry, until the group elects a leader. */
  #quorumLost(at: LocalMs, subject: string): void {
    const last = [...this.#rows.values()].findLast((row) => row.subject === subject && ofQuorum.includes(row.kind));
    if (last?.kind !== 'quorumLost') {
      this.add('quorumLost', at, subject, null, null);
      return;
    }
    const rows = new Map(this.#rows);
    rows.delete(last.id);
    this.#rows = rows.set(last.id, { ...last, at, times: last.times + 1 });
  }

  #row(kind: ActivityRow['kind'], at: LocalMs, subject: string, from: string | null, to: string | null): ActivityRow {
    this.#next += 1;
    return { id: String(this.#next), at, times: 1, since: at, kind, subject, from, to };
  }

  #append(rows: readonly ActivityRow[]): void {
    if (rows.length === 0) return;
    const all = [...this.#rows.values(), ...rows].slice(-maxEntries);
    this.#rows = new Map(all.map((row) => [row.id, row]));
  }
}

function change(before: Presence, after: Presence): 'silence' | 'return' | null {
  if (after.kind === 'silent' && before.kind === 'answering') return 'silence';
  return after.kind === 'answering' && before.kind === 'silent' ? 'return' : null;
}

function pathOf(advisory: Extract<Advisory, { kind: 'leaderElected' | 'quorumLost' }>): string {
  const { account, stream, consumer } = advisory;
  return [account ?? '', stream, ...(consumer === null ? [] : [consumer])].join('/');
}
