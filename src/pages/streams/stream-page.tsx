import type { StreamModel } from '../../domain/cluster/model';
import { streamPlace, type StreamKey } from '../../domain/ids';
import { type Translate, useTranslation } from '../../ui/translate';
import { useFlows } from '../../state/flows';
import { paths, streamHrefs } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useStream } from '../../state/use-rows';
import { ButtonLink } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Readings } from '../../ui/key-values';
import { Mark } from '../../ui/mark';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { formatCount, readBytes, unknownText } from '../../widgets/format';
import { Age } from '../../widgets/age';
import { Name } from '../../widgets/name';
import { Quantity } from '../../widgets/quantity';
import { QuorumText } from '../../widgets/quorum';
import { leaderOf, streamMarks } from '../../widgets/marks';
import { literal } from '../../widgets/literal';
import { StreamTabs } from '../../widgets/stream-tabs';
import { ConfigPanel } from './config-panel';
import { ConsumersPanel } from './consumers-panel';
import { CopiesTable } from './copies-table';
import { FeedsPanel } from './feeds-panel';
import { LagHistoryPanel } from './lag-history-panel';
import { leadOf } from './lead';
import { RaftLogPanel } from './raft-log-panel';

/** One stream: its state, where its copies are and how far each one is, its configuration and consumers. */
export function StreamPage({ stream: key }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const stream = useStream(key);
  const { name } = streamPlace(key);
  if (stream === undefined) {
    return (
      <Page title={<Name text={name} />}>
        <Skeleton label={t('model:loading')} lines={8} />
      </Page>
    );
  }
  if (stream === null) {
    return (
      <Page title={<Name text={name} />}>
        <EmptyState title={t('streams:unknown')} action={<a href={paths.streams(cluster)}>{t('streams:all')}</a>}>
          {t('streams:unknownBody')}
        </EmptyState>
      </Page>
    );
  }
  return <Stream stream={stream} />;
}

function Stream({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { StreamMessages } = useFlows();
  const { state } = stream;
  return (
    <Page title={<Title stream={stream} />} lead={<Lead stream={stream} />} actions={<Actions stream={stream} />}>
      {StreamMessages !== undefined && <StreamTabs current="overview" hrefs={streamHrefs(cluster, stream)} />}
      <Readings
        items={[
          { label: t('streams:messages'), value: formatCount(state?.messages ?? null) },
          { label: t('streams:bytes'), value: <Quantity reading={readBytes(state?.bytes ?? null)} /> },
          { label: t('streams:first'), value: formatCount(state?.firstSeq ?? null) },
          { label: t('streams:last'), value: formatCount(state?.lastSeq ?? null) },
          { label: t('streams:deleted'), value: formatCount(state?.deleted ?? null) },
          { label: t('streams:lost'), value: <Lost messages={state?.lost ?? null} /> },
          {
            label: t('streams:spare.title'),
            value: (
              <span className={stream.spare === 0 ? 'type-section text-warn-ink' : 'type-section'}>
                {spareText(t, stream.spare)}
              </span>
            ),
          },
        ]}
      />
      <Panel
        title={t('streams:copies')}
        meta={stream.group.name === null ? undefined : <Name text={stream.group.name} />}
        right={<QuorumText quorum={stream.group.quorum} />}
        padding="none"
      >
        <CopiesTable stream={stream} />
      </Panel>
      {stream.copies.length > 1 && (
        <>
          <RaftLogPanel stream={stream} />
          <LagHistoryPanel stream={stream} />
        </>
      )}
      <FeedsPanel stream={stream} />
      <ConsumersPanel stream={stream.key} />
      <ConfigPanel stream={stream} />
    </Page>
  );
}

/** What this document offers to do with it. */
function Actions({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { StreamActions, EditStream, CreateStream } = useFlows();
  const { account, domain, name } = stream;
  return (
    <>
      {EditStream !== undefined && (
        <ButtonLink href={paths.editStream(cluster, stream)}>{t('streams:edit')}</ButtonLink>
      )}
      {CreateStream !== undefined && (
        <ButtonLink
          href={paths.createStream(cluster, {
            account,
            domain,
            step: 'essentials',
            from: name,
            fromAccount: account,
            fromDomain: domain,
          })}
        >
          {t('streams:duplicate')}
        </ButtonLink>
      )}
      {StreamActions !== undefined && <StreamActions stream={stream} />}
    </>
  );
}

function Title({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  return (
    <span data-testid="stream-title" {...streamMarks(stream)} className="inline-flex items-center gap-2">
      <Mark tone={stream.mark} size={14} label={t(`model:health.${stream.health}`)} />
      <Name text={stream.name} />
    </span>
  );
}

/** What can be said of the stream in one sentence. */
function Lead({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const leader = literal(leaderOf(stream));
  const replicas = stream.replicas ?? unknownText;
  return (
    <>
      <Name text={stream.accountName} className="text-text" />
      {' · '}
      {t(`streams:lead.${leadOf(stream)}`, { leader, replicas })}{' '}
      {stream.asOf !== null && (
        <span className="text-text-3">
          <Age at={stream.asOf} ago />
        </span>
      )}
    </>
  );
}

/** What a disk has lost is gone for good: it is not to be overlooked. */
function Lost({ messages }: { readonly messages: number | null }) {
  return <span className={messages ? 'text-crit-ink' : undefined}>{formatCount(messages)}</span>;
}

function spareText(t: Translate, spare: number | null): string {
  if (spare === null) return unknownText;
  return spare <= 0 ? t('streams:spare.none') : t('streams:spare.servers', { count: spare });
}
