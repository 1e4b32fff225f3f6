import type { DomainName, ServerName } from '../domain/ids';
import type { Observation } from '../domain/observation';
import type { JszReply } from '../domain/replies/jsz';
import type { ServerInfo } from '../domain/replies/server';

/** What a liveness round changed. */
export interface RosterChange {
  readonly missing: readonly ServerName[];
  readonly returned: readonly ServerName[];
}

/** Rounds in which a server that runs JetStream is expected to join a meta group: seconds after its start it has. */
const joiningRounds = 3;

/** Servers that have answered or spoken since this connection began, and which of them answered the latest round. */
export class Roster {
  /** Members of the meta groups, by their leaders: also those that never spoke. */
  readonly #members = new Map<DomainName, ReadonlySet<ServerName>>();
  readonly #known = new Map<ServerName, { version: string | null; answering: boolean }>();
  /** Rounds left in which a new server may still join. */
  readonly #joining = new Map<ServerName, number>();
  readonly #onSilent = new Set<(server: ServerName) => void>();

  /** Tells of each server that falls silent; returns the end of it. */
  onSilent(listener: (server: ServerName) => void): () => void {
    this.#onSilent.add(listener);
    return () => this.#onSilent.delete(listener);
  }

  /** Takes note of a server that spoke; a departure is not a sign of life. */
  heard(observation: Observation): void {
    const info = speaker(observation);
    if (!info) return;
    if (observation.kind === 'summary') this.#noteMembers(observation.reply);
    const known = this.#known.get(info.name);
    if (known) known.version = info.version;
    else this.#known.set(info.name, { version: info.version, answering: true });
    if (!known && info.jetstream) this.#joining.set(info.name, joiningRounds);
  }

  /** Whether a server that runs JetStream came and no leader lists it yet; asked once a round. */
  isJoining(): boolean {
    const members = new Set(this.#named());
    for (const [name, left] of this.#joining) {
      if (members.has(name) || left === 0) this.#joining.delete(name);
      else this.#joining.set(name, left - 1);
    }
    return this.#joining.size > 0;
  }

  liveness(answered: ReadonlySet<ServerName>): RosterChange {
    const missing: ServerName[] = [];
    const returned: ServerName[] = [];
    for (const name of answered) if (!this.#known.has(name)) this.#known.set(name, { version: null, answering: false });
    for (const [name, state] of this.#known) {
      const answers = answered.has(name);
      if (state.answering && !answers) missing.push(name);
      if (!state.answering && answers) returned.push(name);
      state.answering = answers;
    }
    for (const name of missing) this.#onSilent.forEach((listener) => listener(name));
    return { missing, returned };
  }

  /** The server was removed from the cluster: it is no longer waited for. */
  forget(name: ServerName): void {
    this.#known.delete(name);
    this.#joining.delete(name);
  }

  /** Everybody that a round may hear from. */
  known(): ReadonlySet<ServerName> {
    return new Set([...this.#known.keys(), ...this.#named()]);
  }

  /** Whether a member of a meta group does not answer: what its streams are, only the accounts can tell. */
  hasSilentMember(): boolean {
    return this.#named().some((name) => !this.#known.get(name)?.answering);
  }

  answering(): ReadonlySet<ServerName> {
    return new Set([...this.#known].filter(([, { answering }]) => answering).map(([name]) => name));
  }

  /** Only the leader's list of peers means anything. */
  #noteMembers({ server, meta }: JszReply): void {
    if (!meta?.replicas || meta.leader !== server.name) return;
    const names = meta.replicas.flatMap(({ name }) => (name === null ? [] : [name]));
    this.#members.set(server.domain, new Set([server.name, ...names]));
  }

  #named(): readonly ServerName[] {
    return [...this.#members.values()].flatMap((names) => [...names]);
  }

  /** Whether some server is older than 2.10 and so does not know IDZ. */
  hasOld(): boolean {
    return [...this.#known.values()].some(({ version }) => version !== null && /^[01]\.|^2\.[0-9]\./.test(version));
  }
}

function speaker(observation: Observation): ServerInfo | null {
  if (observation.kind === 'accountPlacement') return observation.server;
  return 'reply' in observation ? observation.reply.server : null;
}
