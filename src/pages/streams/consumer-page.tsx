import { useState } from 'react';
import type { ConsumerModel } from '../../domain/cluster/model';
import { consumerPlace, streamPlace, type ConsumerKey } from '../../domain/ids';
import type { ServerMs } from '../../domain/time';
import { useFlows } from '../../state/flows';
import { paths } from '../../state/paths';
import { useInside, type Inside } from '../../state/use-inside';
import { useClusterKey } from '../../state/use-page-search';
import { useConsumers, useStream } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Mark } from '../../ui/mark';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation } from '../../ui/translate';
import { Age } from '../../widgets/age';
import { formatMoment } from '../../widgets/format-time';
import { literal } from '../../widgets/literal';
import { consumerMarks, leaderOf } from '../../widgets/marks';
import { Name } from '../../widgets/name';
import { ConsumerConfigPanel } from './consumer-config-panel';
import { ConsumerCopiesPanel } from './consumer-copies-panel';
import { ConsumerGroupsPanel } from './consumer-groups-panel';
import { ConsumerPaused, ConsumerPositions, ConsumerReadings } from './consumer-state';

/** Its own words come as often as those of the servers about it (ms). */
const every = 2000;

/** One consumer: how far it is, its copies, its configuration, and what can be done to it. */
export function ConsumerPage({ consumer: key }: { readonly consumer: ConsumerKey }) {
  const { stream: streamKey } = consumerPlace(key);
  const stream = useStream(streamKey);
  const consumers = useConsumers(streamKey);
  const present = consumers.rows.find((row) => row.key === key);
  const [last, setLast] = useState<ConsumerModel | null>(null);
  // The one that the page was opened for; another one of its name may come in its place.
  const [opened, setOpened] = useState<ServerMs | null>(null);
  if (present !== undefined && present !== last) setLast(present);
  if (present !== undefined && opened === null && present.created !== null) setOpened(present.created);
  const isGone = present === undefined && (stream === null || (stream !== undefined && consumers.loaded));
  const shown = present ?? last;
  if (shown === null) return <Nothing consumer={key} isLoading={!isGone} isStreamGone={stream === null} />;
  return (
    <Consumer
      consumer={shown}
      isGone={isGone}
      isAnother={opened !== null && shown.created !== null && shown.created !== opened}
      onGoOn={() => setOpened(shown.created)}
    />
  );
}

interface NothingProps {
  readonly consumer: ConsumerKey;
  readonly isLoading: boolean;
  readonly isStreamGone: boolean;
}

/** It was never seen by this page. */
function Nothing({ consumer, isLoading, isStreamGone }: NothingProps) {
  const { t } = useTranslation();
  const link = <StreamLink consumer={consumer} />;
  return (
    <Page title={<Name text={consumerPlace(consumer).name} />} lead={link}>
      {isLoading ? (
        <Skeleton label={t('model:loading')} lines={8} />
      ) : (
        <EmptyState title={t(isStreamGone ? 'consumer:streamGone' : 'consumer:gone')} action={link}>
          {t('consumer:goneBody')}
        </EmptyState>
      )}
    </Page>
  );
}

interface ConsumerProps {
  readonly consumer: ConsumerModel;
  /** It is there no more. */
  readonly isGone: boolean;
  /** It was made under the name of the one that the page was opened for. */
  readonly isAnother: boolean;
  readonly onGoOn: () => void;
}

function Consumer({ consumer, isGone, isAnother, onGoOn }: ConsumerProps) {
  const { t } = useTranslation();
  const { ConsumerControls, ConsumerFetch } = useFlows();
  const answer = useInside('consumerDetail', { consumer: consumer.key }, { every, enabled: !isGone });
  const isPaused = answer?.ok === true ? answer.value.facts.paused : consumer.paused;
  const tone = isGone ? 'unknown' : consumer.mark;
  return (
    <Page
      title={
        <span data-testid="consumer-title" {...consumerMarks(consumer)} className="inline-flex items-center gap-2">
          <Mark tone={tone} size={14} label={t(`model:mark.${tone}`)} />
          <Name text={consumer.name} />
        </span>
      }
      lead={isGone ? <StreamLink consumer={consumer.key} /> : <Lead consumer={consumer} />}
      actions={
        ConsumerControls === undefined || isGone ? undefined : (
          <ConsumerControls consumer={consumer} isPaused={isPaused} />
        )
      }
    >
      {isGone ? (
        <div data-testid="consumer-gone">
          <Notice tone="warn" title={t('consumer:deleted')} announce actions={<StreamLink consumer={consumer.key} />}>
            {t('consumer:deletedBody')}
          </Notice>
        </div>
      ) : (
        <>
          {isAnother && <Another consumer={consumer} onGoOn={onGoOn} />}
          <Body consumer={consumer} isPaused={isPaused} answer={answer} />
        </>
      )}
      {/* What was fetched stays to be read when the consumer goes. */}
      {ConsumerFetch !== undefined && consumer.config?.deliverSubject == null && (
        <ConsumerFetch consumer={consumer.key} />
      )}
    </Page>
  );
}

function Another({ consumer, onGoOn }: Pick<ConsumerProps, 'consumer' | 'onGoOn'>) {
  const { t } = useTranslation();
  return (
    <div data-testid="consumer-another">
      <Notice
        tone="warn"
        announce
        title={t('consumer:another')}
        actions={<Button onClick={onGoOn}>{t('consumer:goOn')}</Button>}
      >
        {consumer.created !== null && t('consumer:anotherBody', { time: formatMoment(consumer.created) })}
      </Notice>
    </div>
  );
}

interface BodyProps {
  readonly consumer: ConsumerModel;
  readonly isPaused: boolean;
  readonly answer: Inside<'consumerDetail'> | null;
}

function Body({ consumer, isPaused, answer }: BodyProps) {
  const detail = answer?.ok === true ? answer.value : null;
  const failure = answer === null || answer.ok ? null : answer.error;
  const facts = detail?.facts ?? null;
  return (
    <>
      {isPaused && <ConsumerPaused facts={facts} />}
      <ConsumerReadings consumer={consumer} facts={facts} />
      <ConsumerCopiesPanel consumer={consumer} />
      {facts !== null && facts.priorityGroups.length > 0 && (
        <ConsumerGroupsPanel consumer={consumer.key} groups={facts.priorityGroups} />
      )}
      <div className="grid gap-4 @3xl:grid-cols-2">
        <ConsumerPositions consumer={consumer} />
        <ConsumerConfigPanel consumer={consumer} detail={detail} failure={failure} />
      </div>
    </>
  );
}

/** What it is in one sentence, and where. */
function Lead({ consumer }: { readonly consumer: ConsumerModel }) {
  const { t } = useTranslation();
  const { config } = consumer;
  const leader = leaderOf(consumer);
  return (
    <>
      <StreamLink consumer={consumer.key} />
      {' · '}
      {config !== null && `${t(`consumer:kinds.${config.deliverSubject === null ? 'pull' : 'push'}`)} `}
      {leader === '' ? t('consumer:leaderless') : t('consumer:led', { leader: literal(leader) })}{' '}
      <span className="text-text-3">
        <Age at={consumer.asOf} ago />
      </span>
    </>
  );
}

function StreamLink({ consumer }: { readonly consumer: ConsumerKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const place = streamPlace(consumerPlace(consumer).stream);
  return (
    <a
      href={paths.stream(cluster, place)}
      className="text-text underline"
      aria-label={t('consumer:toStream', { stream: literal(place.name) })}
    >
      <Name text={place.account} /> / <Name text={place.name} />
    </a>
  );
}
