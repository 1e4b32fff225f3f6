import type { StreamModel } from '../../domain/cluster/model';
import type { StreamConfig } from '../../domain/replies/jsz';
import { type Translate, useTranslation } from '../../ui/translate';
import { EmptyState } from '../../ui/empty-state';
import { KeyValues, type KeyValue } from '../../ui/key-values';
import { Panel } from '../../ui/panel';
import { formatBytes, formatCount, formatDuration, unknownText } from '../../widgets/format';
import { formatMoment } from '../../widgets/format-time';
import { Name } from '../../widgets/name';

/** How the stream is configured, in words. */
export function ConfigPanel({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const { config } = stream;
  return (
    <Panel title={t('streams:configuration')} padding={config === null ? 'none' : 'normal'}>
      {config === null ? (
        <EmptyState title={t('streams:noConfig')} />
      ) : (
        <div className="grid gap-x-8 gap-y-1.5 @3xl:grid-cols-2">
          <KeyValues items={configItems(t, config)} className="content-start" />
          <KeyValues items={[...limitItems(t, config), ...stateItems(t, stream)]} className="content-start" />
        </div>
      )}
    </Panel>
  );
}

/** More are counted: a stream may have thousands. */
const subjectsShown = 12;

function Subjects({ subjects }: { readonly subjects: readonly string[] }) {
  const { t } = useTranslation();
  if (subjects.length === 0) return unknownText;
  const hidden = subjects.length - subjectsShown;
  return (
    <span className="flex flex-wrap gap-x-3">
      {subjects.slice(0, subjectsShown).map((subject) => (
        <Name key={subject} text={subject} className="type-mono break-all" />
      ))}
      {hidden > 0 && <span className="text-text-3">{t('streams:moreSubjects', { count: hidden })}</span>}
    </span>
  );
}

function configItems(t: Translate, config: StreamConfig): readonly KeyValue[] {
  const placement = [config.placementCluster ?? '', ...config.placementTags].filter(Boolean).join(' ');
  return [
    ...(config.description === ''
      ? []
      : [{ label: t('streams:description'), value: <Name text={config.description} /> }]),
    {
      label: t('streams:subjects'),
      value: <Subjects subjects={config.subjects} />,
    },
    {
      label: t('streams:retention'),
      value: config.retention === null ? unknownText : t(`streams:retentions.${config.retention}`),
    },
    {
      label: t('streams:storage'),
      value: config.storage === null ? unknownText : t(`streams:storages.${config.storage}`),
    },
    { label: t('streams:replicas'), value: String(config.replicas) },
    {
      label: t('streams:placement'),
      value: placement === '' ? t('streams:anywhere') : <Name text={placement} className="type-mono" />,
    },
  ];
}

function limitItems(t: Translate, config: StreamConfig): readonly KeyValue[] {
  return [
    { label: t('streams:limits'), value: limits(t, config) },
    {
      label: t('streams:discard'),
      value: config.discard === null ? unknownText : t(`streams:discards.${config.discard}`),
    },
  ];
}

function stateItems(t: Translate, stream: StreamModel): readonly KeyValue[] {
  const { mirror, sources } = stream;
  const lagOf = ({ name, lag }: { name: string; lag: number | bigint }) =>
    t('streams:sourceLag', { name, lag: formatCount(lag) });
  return [
    ...(mirror === null ? [] : [{ label: t('streams:mirror'), value: <Name text={lagOf(mirror)} /> }]),
    ...(sources.length === 0
      ? []
      : [{ label: t('streams:sources'), value: <Name text={sources.map(lagOf).join('; ')} /> }]),
    ...(stream.cluster === null
      ? []
      : [{ label: t('streams:cluster'), value: <Name text={stream.cluster} className="type-mono" /> }]),
    // Only leaf nodes with a domain of their own have one that tells streams of one name apart.
    ...(stream.domain === ''
      ? []
      : [{ label: t('streams:domain'), value: <Name text={stream.domain} className="type-mono" /> }]),
    {
      label: t('streams:raftGroup'),
      value: <Name text={stream.group.name ?? t('streams:noRaft')} className="type-mono" />,
    },
    { label: t('streams:created'), value: stream.created === null ? unknownText : formatMoment(stream.created) },
  ];
}

function limits(t: Translate, config: StreamConfig): string {
  const parts = [
    ...(config.maxMessages === 'unlimited'
      ? []
      : [t('streams:limitMessages', { messages: formatCount(config.maxMessages) })]),
    ...(config.maxBytes === 'unlimited' ? [] : [formatBytes(config.maxBytes)]),
    ...(config.maxAge === 'unlimited' ? [] : [t('streams:limitAge', { age: formatDuration(config.maxAge) })]),
  ];
  return parts.length === 0 ? t('streams:noLimits') : parts.join(', ');
}
