import { useMemo, useState } from 'react';
import { leadersAway, leadersBalanced, type LeaderPlan } from '../domain/balance/leaders';
import type { ServerModel, StreamModel } from '../domain/cluster/model';
import type { ServerName } from '../domain/ids';
import { preferredSince } from '../domain/permit/since';
import { rateAt, readRates, type Readings } from '../domain/placement/rates';
import { compareVersions, lowestVersion } from '../domain/version';
import { localMs } from '../domain/time';
import { useCluster, useServers, useStreams } from '../state/use-rows';
import type { SequenceStep } from '../domain/balance/run-steps';

/** The plan as of now, and what it takes. */
export interface LeaderSteps {
  readonly loaded: boolean;
  readonly plan: LeaderPlan;
  readonly steps: readonly SequenceStep[];
  /** The meta group is led from there, too: the last step takes that away. */
  readonly metaLeads: boolean;
  /** Servers below 2.11 elect whom they like: nothing can be balanced, and a server only be left. */
  readonly steers: boolean;
}

class RateReader {
  #streams: readonly StreamModel[] | null = null;
  #readings: Readings = new Map();

  read(streams: readonly StreamModel[]): Readings {
    if (streams !== this.#streams) this.#readings = readRates(this.#readings, streams);
    this.#streams = streams;
    return this.#readings;
  }
}

/** Where the leaders should go: all from `away`, or (`null`) evenly. Rates are measured while it is shown. */
export function useLeaderPlan(away: ServerName | null): LeaderSteps {
  const { rows: servers } = useServers();
  const { rows: streams, loaded } = useStreams();
  const cluster = useCluster();
  const [reader] = useState(() => new RateReader());
  const readings = useMemo(() => reader.read(streams), [reader, streams]);
  return useMemo(() => {
    const reached = new Set(
      cluster?.accounts.flatMap(({ id, access }) => (access === 'prefix' || access === 'connection' ? [id] : [])),
    );
    const now = cluster?.now ?? localMs(0);
    const input = {
      servers,
      streams,
      rateOf: (stream: StreamModel['key']) => rateAt(readings, stream, now),
      isReached: ({ account }: StreamModel) => reached.has(account),
    };
    const steers = canSteer(servers);
    const plan = away === null ? leadersBalanced(input) : leadersAway(input, away);
    const metas = (cluster?.metas ?? []).filter(
      ({ leadership }) => leadership.kind === 'led' && leadership.by === away,
    );
    const steps = [
      ...plan.moves.map(({ stream, from, to }): SequenceStep => ({
        command: { kind: 'streamStepDown', stream: stream.key, preferred: steers ? to : null },
        from,
      })),
      ...metas.flatMap(({ domain }): readonly SequenceStep[] =>
        away === null ? [] : [{ command: { kind: 'metaStepDown', domain, preferred: null }, from: away }],
      ),
    ];
    return { loaded, plan, steps, metaLeads: metas.length > 0, steers };
  }, [away, cluster, loaded, readings, servers, streams]);
}

function canSteer(servers: readonly ServerModel[]): boolean {
  const version = lowestVersion({ servers: new Map(servers.map((server) => [server.name, server])) });
  return version !== null && compareVersions(version, preferredSince) >= 0;
}
