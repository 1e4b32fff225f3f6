import { useMemo, useState } from 'react';
import { leadersAway, leadersBalanced, stepOf, type LeaderPlan } from '../domain/balance/leaders';
import type { ServerModel, StreamModel } from '../domain/cluster/model';
import type { ServerName } from '../domain/ids';
import { preferredSince } from '../domain/permit/since';
import { rateAt, readRates, type Readings } from '../domain/placement/rates';
import { compareVersions, lowestVersion } from '../domain/version';
import { localMs } from '../domain/time';
import { useReached } from '../state/use-access';
import { useAllConsumers, useCluster, useServers, useStreams } from '../state/use-rows';
import type { SequenceStep } from '../domain/balance/run-steps';

/** The plan as of now, and what it takes. */
export interface LeaderSteps {
  readonly loaded: boolean;
  readonly plan: LeaderPlan;
  readonly steps: readonly SequenceStep[];
  /** The meta group is led from there, too: the last step takes that away. */
  readonly metaLeads: boolean;
  /** Streams whose consumers have not been read yet: leaders of theirs may be missing. */
  readonly unread: number;
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
  const { rows: consumers } = useAllConsumers();
  const cluster = useCluster();
  const isReached = useReached();
  const [reader] = useState(() => new RateReader());
  const readings = useMemo(() => reader.read(streams), [reader, streams]);
  return useMemo(() => {
    const now = cluster?.now ?? localMs(0);
    const rateOf = (stream: StreamModel['key']) => rateAt(readings, stream, now);
    const input = { servers, streams, consumers, rateOf, isReached };
    const steers = canSteer(servers);
    const plan = away === null ? leadersBalanced(input) : leadersAway(input, away);
    const metas = (cluster?.metas ?? []).filter(
      ({ leadership }) => leadership.kind === 'led' && leadership.by === away,
    );
    const steps = [
      ...plan.moves.map((move) => stepOf(move, steers)),
      ...metas.flatMap(({ domain }): readonly SequenceStep[] =>
        away === null ? [] : [{ command: { kind: 'metaStepDown', domain, preferred: null }, from: away }],
      ),
    ];
    const read = new Set(consumers.map(({ stream }) => stream));
    const unread = streams.filter((stream) => (stream.consumers?.count ?? 0) > 0 && !read.has(stream.key)).length;
    return { loaded, plan, steps, metaLeads: metas.length > 0, unread, steers };
  }, [away, cluster, consumers, isReached, loaded, readings, servers, streams]);
}

function canSteer(servers: readonly ServerModel[]): boolean {
  const version = lowestVersion(servers);
  return version !== null && compareVersions(version, preferredSince) >= 0;
}
