import type { ClusterModel } from '../domain/cluster/model';
import type { DomainName, PeerId, ServerName } from '../domain/ids';
import { evidenceOf, note, type Evidence } from '../domain/meta/evidence';
import { spansOf, type Leaderships } from '../domain/meta/leaderships';
import type { Observation } from '../domain/observation';
import { keepIdentity } from '../domain/same';
import type { DurationMs, LocalMs } from '../domain/time';

/** Models come at least once a second: after so long (ms) without one this program did not run. */
const slept: DurationMs = 15_000;
/** Elections kept until somebody names the peer. */
const waitingMost = 64;

type Election = Extract<Evidence, { kind: 'elected' }>;

/** Who led the meta groups since this engine looks, from advisories and polls. */
export class LeadershipView {
  readonly #evidence = new Map<DomainName, readonly Evidence[]>();
  readonly #names = new Map<PeerId, ServerName>();
  /** An advisory does not tell the group: it is the one that has the peer. */
  #waiting: readonly Election[] = [];
  #rows: ReadonlyMap<DomainName, Leaderships> = new Map();
  #lastModel: LocalMs | null = null;

  /** By domain; rows that did not change are identical from one model to the next. */
  get rows(): ReadonlyMap<DomainName, Leaderships> {
    return this.#rows;
  }

  observe(observation: Observation): void {
    if (observation.kind !== 'advisory' || observation.advisory.kind !== 'metaLeaderElected') return;
    const { id, leader } = observation.advisory;
    this.#waiting = [...this.#waiting, { kind: 'elected' as const, at: observation.at, id, leader }].slice(
      -waitingMost,
    );
  }

  compare({ metas, now }: Pick<ClusterModel, 'metas' | 'now'>): void {
    const before = this.#lastModel;
    this.#lastModel = now;
    const rows = new Map(this.#rows);
    for (const [domain, meta] of metas) {
      const known = this.#evidence.get(domain) ?? [];
      const peers = new Set(meta.peers.flatMap(({ peer }) => peer ?? []));
      const fresh: readonly Evidence[] = [
        ...(before !== null && now - before > slept ? [{ kind: 'unseen' as const, at: before }] : []),
        ...this.#waiting.filter(({ leader }) => peers.has(leader)),
        evidenceOf(meta, now),
      ];
      this.#waiting = this.#waiting.filter(({ leader }) => !peers.has(leader));
      for (const { peer, server } of meta.peers) if (peer !== null && server !== null) this.#names.set(peer, server);
      const evidence = fresh.reduce(note, known);
      if (evidence === known) continue;
      this.#evidence.set(domain, evidence);
      rows.set(domain, keepIdentity(rows.get(domain), { domain, spans: spansOf(evidence, this.#names) }));
    }
    if ([...rows].some(([domain, row]) => this.#rows.get(domain) !== row)) this.#rows = rows;
  }
}
