import type { MetaGroup, ServerModel } from '../../domain/cluster/model';
import type { Leaderships } from '../../domain/meta/leaderships';
import { isAtLeast } from '../../domain/version';
import { type Translate, useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { KeyValues } from '../../ui/key-values';
import { useNow } from '../../ui/use-now';
import { formatAge, formatBytes, formatCount, formatDuration, unknownText } from '../../widgets/format';
import { formatClock, formatMoment } from '../../widgets/format-time';
import { MetaQuorum } from '../../widgets/meta/quorum';
import { Name } from '../../widgets/name';
import { Status } from '../../widgets/status';

interface MetaFactsProps {
  readonly meta: MetaGroup;
  readonly servers: readonly ServerModel[];
}

/** What the leader says of the group besides its members. */
export function MetaFacts({ meta, servers }: MetaFactsProps) {
  const { t } = useTranslation();
  return <KeyValues items={facts(t, meta, isTold(meta, servers))} />;
}

function facts(t: Translate, meta: MetaGroup, told: boolean) {
  const { quorum, pendingRequests, rescue } = meta;
  const missing = told ? unknownText : t('meta:notTold');
  return [
    { label: t('meta:leader'), value: <Leader meta={meta} /> },
    { label: t('meta:quorum'), value: <MetaQuorum quorum={quorum} /> },
    ...(rescue ? [{ label: t('meta:rescue'), value: <Status mark="warn" word={t('meta:rescued')} /> }] : []),
    { label: t('meta:pending'), value: pendingRequests === null ? missing : formatCount(pendingRequests) },
    { label: t('meta:snapshot'), value: snapshotWords(t, meta) ?? missing },
    ...(meta.domain === '' ? [] : [{ label: t('meta:domain'), value: <Name text={meta.domain} /> }]),
  ];
}

/** Requests that wait and the snapshot are told from here on. */
const toldFrom = { major: 2, minor: 14, patch: 0, pre: '' };

function isTold({ leadership }: MetaGroup, servers: readonly ServerModel[]): boolean {
  const leader = leadership.kind === 'led' ? leadership.by : leadership.last;
  const version = servers.find(({ name }) => name === leader)?.version;
  return version == null || isAtLeast(version, toldFrom);
}

function snapshotWords(t: Translate, { snapshot }: MetaGroup): string | null {
  if (snapshot === null) return null;
  const { lastTime, lastDuration, pendingEntries, pendingBytes } = snapshot;
  const since = t('meta:sinceSnapshot', {
    count: Number(pendingEntries),
    entries: formatCount(pendingEntries),
    bytes: formatBytes(pendingBytes),
  });
  if (lastTime === null) return `${t('meta:noSnapshot')} · ${since}`;
  const took = lastDuration === null ? '' : `, ${t('meta:took', { time: formatDuration(lastDuration) })}`;
  return `${formatMoment(lastTime)}${took} · ${since}`;
}

function Leader({ meta: { leadership, mark } }: { readonly meta: MetaGroup }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  if (leadership.kind !== 'led')
    return <Status mark={mark} word={t(`model:leadership.${leadership.kind}`, { leader: '' })} />;
  return (
    <a href={paths.server(cluster, leadership.by)} className="type-strong hover:underline">
      <Name text={leadership.by} />
    </a>
  );
}

/** Since when the present leader leads, as far as this page has seen it. */
export function LeadsSince({ spans }: { readonly spans: Leaderships['spans'] }) {
  const { t } = useTranslation();
  const now = useNow();
  const last = spans.at(-1);
  if (last?.kind !== 'reign') return t('model:log.leader');
  const age = formatAge(Math.max(now - last.from, 0));
  const values = { age, time: formatClock(last.from) };
  return t(last.begin === 'before' ? 'meta:leadsLonger' : 'meta:leadsFor', values);
}
