import type { ConsumerModel } from '../../domain/cluster/model';
import { jsonText } from '../../domain/asset-config/json-text';
import type { ConsumerConfig } from '../../domain/consumer-config/fields';
import { consumerSettings } from '../../domain/consumer-config/wire';
import { consumerPlace, streamPlace } from '../../domain/ids';
import type { ConsumerDetail } from '../../domain/inside/consumer';
import type { InsideFailure } from '../../domain/inside/ops';
import type { OpError } from '../../engine/protocol';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { ButtonLink } from '../../ui/button';
import { KeyValues, type KeyValue } from '../../ui/key-values';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { formatCount, formatDuration } from '../../widgets/format';
import { formatExact } from '../../widgets/format-time';
import { literal, shorten } from '../../widgets/literal';
import { Name } from '../../widgets/name';

interface ConfigProps {
  readonly consumer: ConsumerModel;
  readonly detail: ConsumerDetail | null;
  readonly failure: InsideFailure | OpError | null;
}

/** How it is configured: in words what decides its behaviour, and the rest as the servers name it. */
export function ConsumerConfigPanel({ consumer, detail, failure }: ConfigProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t('consumer:configuration')}>
      <div
        className="flex flex-col gap-3"
        data-testid="consumer-config"
        data-state={detail === null ? 'partial' : 'whole'}
      >
        {detail === null ? (
          <>
            <KeyValues items={partialItems(t, consumer)} />
            {failure !== null && <NotTold consumer={consumer} failure={failure} />}
          </>
        ) : (
          <Whole detail={detail} />
        )}
      </div>
    </Panel>
  );
}

function Whole({ detail }: { readonly detail: ConsumerDetail }) {
  const { t } = useTranslation();
  const others = Object.entries(consumerSettings(detail.config, detail.unknown)).filter(([name]) => !told.has(name));
  return (
    <>
      <KeyValues items={items(t, detail.config)} />
      {others.length > 0 && (
        <>
          <h3 className="type-label text-text-3">{t('consumer:others')}</h3>
          <KeyValues
            items={others.map(([name, value]) => ({
              label: literal(name),
              value: (
                <span className="type-mono break-all">
                  {literal(shorten(jsonText(value).replace(/\n\s*/g, ''), most))}
                </span>
              ),
            }))}
          />
        </>
      )}
    </>
  );
}

/** Characters of one value: metadata may have 128 KiB. */
const most = 400;

/** Fields that are told in words. */
const told = new Set([
  ...['durable_name', 'name', 'description', 'filter_subject', 'filter_subjects', 'deliver_policy', 'opt_start_seq'],
  ...['opt_start_time', 'replay_policy', 'ack_policy', 'ack_wait', 'max_deliver', 'backoff', 'max_ack_pending'],
  ...['deliver_subject', 'deliver_group', 'num_replicas', 'mem_storage', 'inactive_threshold', 'pause_until'],
  ...['priority_groups'],
]);

function items(t: Translate, config: ConsumerConfig): readonly KeyValue[] {
  const filters = config.filterSubject === '' ? config.filterSubjects : [config.filterSubject];
  const given = (label: string, value: KeyValue['value'] | null): readonly KeyValue[] =>
    value === null ? [] : [{ label, value }];
  const lasting = (ns: number | bigint) => formatDuration(Number(ns) / 1e6);
  const hasAcks = config.ackPolicy !== 'none';
  return [
    ...given(t('consumer:description'), config.description === '' ? null : <Name text={config.description} />),
    { label: t('consumer:filters'), value: <Filters subjects={filters} /> },
    { label: t('consumer:policy'), value: policyWords(t, config) },
    ...given(t('consumer:replay'), config.replayPolicy === 'instant' ? null : t('consumer:replays.original')),
    { label: t('consumer:ack'), value: t(`consumer:acks.${config.ackPolicy}`) },
    ...given(t('consumer:ackWait'), hasAcks && config.backoff.length === 0 ? lasting(config.ackWait) : null),
    ...given(t('consumer:backoff'), config.backoff.length === 0 ? null : config.backoff.map(lasting).join(', ')),
    ...given(t('consumer:maxDeliver'), hasAcks ? limitWords(t, config.maxDeliver) : null),
    ...given(t('consumer:maxAckPending'), hasAcks ? limitWords(t, config.maxAckPending) : null),
    ...given(
      t('consumer:deliverTo'),
      config.deliverSubject === '' ? null : <Name text={config.deliverSubject} className="type-mono break-all" />,
    ),
    ...given(t('consumer:queue'), config.deliverGroup === '' ? null : <Name text={config.deliverGroup} />),
    {
      label: t('consumer:replicas'),
      value: config.replicas === 0 ? t('consumer:asStream') : formatCount(config.replicas),
    },
    { label: t('consumer:storage'), value: t(config.memoryStorage ? 'consumer:memory' : 'consumer:asStreamStorage') },
    ...given(t('consumer:inactive'), config.inactiveThreshold === 0 ? null : lasting(config.inactiveThreshold)),
  ];
}

function limitWords(t: Translate, limit: ConsumerConfig['maxDeliver']): string {
  return limit === 'unlimited' ? t('consumer:noLimit') : t('consumer:atMost', { count: formatCount(limit) });
}

function policyWords(t: Translate, { deliverPolicy, optStartSeq, optStartTime }: ConsumerConfig): string {
  return t(`consumer:policies.${deliverPolicy}`, {
    sequence: formatCount(optStartSeq),
    time: optStartTime === null ? '' : formatExact(Date.parse(optStartTime)),
  });
}

/** More are counted. */
const shown = 12;

function Filters({ subjects }: { readonly subjects: readonly string[] }) {
  const { t } = useTranslation();
  if (subjects.length === 0) return t('consumer:everySubject');
  const hidden = subjects.length - shown;
  return (
    <span className="flex flex-wrap gap-x-3">
      {subjects.slice(0, shown).map((subject) => (
        <Name key={subject} text={subject} className="type-mono break-all" />
      ))}
      {hidden > 0 && <span className="text-text-3">{t('streams:moreSubjects', { count: hidden })}</span>}
    </span>
  );
}

/** What the system account is told of it. */
function partialItems(t: Translate, { config }: ConsumerModel): readonly KeyValue[] {
  if (config === null) return [];
  const { filterSubjects, deliverSubject, description } = config;
  return [
    ...(description === '' ? [] : [{ label: t('consumer:description'), value: <Name text={description} /> }]),
    { label: t('consumer:filters'), value: <Filters subjects={filterSubjects} /> },
    { label: t('consumer:policy'), value: <Name text={config.deliverPolicy} className="type-mono" /> },
    { label: t('consumer:ack'), value: <Name text={config.ackPolicy} className="type-mono" /> },
    { label: t('consumer:maxDeliver'), value: limitWords(t, config.maxDeliver) },
    { label: t('consumer:maxAckPending'), value: limitWords(t, config.maxAckPending) },
    ...(deliverSubject === null
      ? []
      : [{ label: t('consumer:deliverTo'), value: <Name text={deliverSubject} className="type-mono" /> }]),
  ];
}

function NotTold({
  consumer,
  failure,
}: {
  readonly consumer: ConsumerModel;
  readonly failure: InsideFailure | OpError;
}) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const kind = 'kind' in failure ? failure.kind : null;
  const why = kind === 'noAccess' || kind === 'denied' ? 'access' : kind === 'silent' ? 'silent' : 'other';
  const { account } = streamPlace(consumerPlace(consumer.key).stream);
  return (
    <Notice
      tone="unknown"
      title={t('consumer:noDetail')}
      {...(why === 'access'
        ? { actions: <ButtonLink href={paths.access(cluster, { account })}>{t('consumer:giveAccess')}</ButtonLink> }
        : {})}
    >
      {t(`consumer:noDetailWhy.${why}`)}
    </Notice>
  );
}
