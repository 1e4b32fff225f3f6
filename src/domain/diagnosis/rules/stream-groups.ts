import type { ClusterModel, StreamHealth, StreamModel } from '../../cluster/model';
import { isGone } from '../../cluster/presence';
import type { ServerName } from '../../ids';
import { raiseAfter, type Verdict } from '../hysteresis';
import type { FindingCode, FindingSubject, Severity } from '../finding';

/** Findings of one rule, at most; the counts of the summary stay complete. */
export const listedAtMost = 50;

/**
 * Streams in one state, one finding for each set of servers that are missing: a dead server with 300 streams is one
 * problem. Streams that lack no server are listed one by one.
 */
export function groupedVerdicts(
  model: ClusterModel,
  health: StreamHealth,
  code: FindingCode,
  severity: Severity,
): readonly Verdict[] {
  const groups = new Map<string, StreamModel[]>();
  const unknown: Verdict[] = [];
  for (const stream of model.streams.values()) {
    if (stream.health !== health && stream.health !== 'unknown') continue;
    const id = groupId(code, stream);
    if (stream.health === 'unknown') unknown.push({ kind: 'unknown', id });
    if (stream.health !== health) continue;
    const group = groups.get(id);
    if (group) group.push(stream);
    else groups.set(id, [stream]);
  }
  const bad = [...groups].slice(0, listedAtMost).map(([id, streams]) => verdict(id, code, severity, streams));
  return [...bad, ...unknown];
}

function groupId(code: FindingCode, stream: StreamModel): string {
  const missing = missingServers(stream);
  return missing.length > 0 ? `${code}:${stream.domain}:${missing.join(',')}` : `${code}:${stream.key}`;
}

function missingServers({ copies }: StreamModel): readonly ServerName[] {
  return copies.flatMap(({ server, presence }) => (server !== null && isGone(presence) ? [server] : []));
}

function verdict(id: string, code: FindingCode, severity: Severity, streams: readonly StreamModel[]): Verdict {
  const [first] = streams;
  if (!first) return { kind: 'unknown', id };
  const missing = missingServers(first);
  const { have, need, of } = first.group.quorum;
  const values = {
    streams: streams.length,
    servers: missing.join(', '),
    stream: first.name,
    account: first.accountName,
    ...(have === null ? {} : { have, need, of }),
  };
  const candidate = {
    id,
    code,
    severity,
    subject: subjectOf(streams, first, missing),
    values,
    raiseAfter,
    since: null,
  };
  return { kind: 'bad', candidate };
}

function subjectOf(
  streams: readonly StreamModel[],
  first: StreamModel,
  missing: readonly ServerName[],
): FindingSubject {
  if (streams.length === 1) return { kind: 'stream', stream: first.key };
  const [server, ...others] = missing;
  if (server !== undefined && others.length === 0) return { kind: 'server', server };
  return { kind: 'meta', domain: first.domain };
}
