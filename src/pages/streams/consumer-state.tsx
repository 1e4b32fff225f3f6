import type { ConsumerModel } from '../../domain/cluster/model';
import type { ConsumerFacts } from '../../domain/inside/consumer';
import type { ConsumerPosition } from '../../domain/replies/jsz';
import { KeyValues, Readings, type KeyValue } from '../../ui/key-values';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { useNow } from '../../ui/use-now';
import { formatAge, formatCount, formatDuration, unknownText } from '../../widgets/format';
import { formatExact, formatMoment } from '../../widgets/format-time';

/** Until when, and for how long still: counted down from what its leader told last. */
export function ConsumerPaused({ facts }: { readonly facts: ConsumerFacts | null }) {
  const { t } = useTranslation();
  const now = useNow();
  const until = facts?.pauseUntil ?? null;
  const told = facts?.pauseLeft ?? null;
  // The time left is by the server's clock, and so needs no agreement of ours with it.
  const left = told === null || until === null ? null : Math.min(told, Math.max(until - now, 0));
  return (
    <div data-testid="consumer-paused" data-until={until}>
      <Notice
        tone="warn"
        title={until === null ? t('consumer:pausedUnknown') : t('consumer:paused', { until: formatMoment(until) })}
      >
        {left === null || left <= 0
          ? t('consumer:pausedBody')
          : t('consumer:pausedLeft', { left: formatDuration(left) })}
      </Notice>
    </div>
  );
}

/** The columns of the command line's report. */
export function ConsumerReadings({
  consumer,
  facts,
}: {
  readonly consumer: ConsumerModel;
  readonly facts: ConsumerFacts | null;
}) {
  const { t } = useTranslation();
  const pending = consumer.pending ?? facts?.pending ?? null;
  const number = (label: KeyValue['label'], value: Parameters<typeof formatCount>[0]): KeyValue => ({
    label,
    value: formatCount(value),
  });
  return (
    <Readings
      items={[
        number(t('consumer:readings.pending'), pending),
        number(t('consumer:readings.ackPending'), consumer.ackPending),
        number(t('consumer:readings.redelivered'), consumer.redelivered),
        number(t('consumer:readings.waiting'), consumer.waiting),
        number(t('consumer:readings.delivered'), consumer.delivered.streamSeq),
        number(t('consumer:readings.ackFloor'), consumer.ackFloor.streamSeq),
      ]}
    />
  );
}

/** Where it is, in sequences of the stream and in deliveries of its own. */
export function ConsumerPositions({ consumer }: { readonly consumer: ConsumerModel }) {
  const { t } = useTranslation();
  const now = useNow();
  const { delivered, ackFloor, config, created } = consumer;
  const isPush = config !== null && config.deliverSubject !== null;
  return (
    <Panel title={t('consumer:positions')}>
      <KeyValues
        items={[
          {
            label: t('consumer:delivered'),
            value: <Position t={t} at={delivered} now={now} count={t('consumer:deliveries', counted(delivered))} />,
          },
          {
            label: t('consumer:ackFloor'),
            value: <Position t={t} at={ackFloor} now={now} count={t('consumer:acknowledged', counted(ackFloor))} />,
          },
          ...(isPush
            ? [
                {
                  label: t('consumer:bound'),
                  value: t(consumer.pushBound ? 'consumer:isBound' : 'consumer:notBound'),
                },
              ]
            : []),
          {
            label: t('consumer:created'),
            value: created === null ? unknownText : formatMoment(created),
            title: created === null ? undefined : formatExact(created),
          },
        ]}
      />
    </Panel>
  );
}

function counted({ consumerSeq }: ConsumerPosition) {
  return { count: formatCount(consumerSeq) };
}

interface PositionProps {
  readonly t: Translate;
  readonly at: ConsumerPosition;
  readonly now: number;
  readonly count: string;
}

function Position({ t, at, now, count }: PositionProps) {
  const { lastActive } = at;
  return (
    <span className="flex flex-col">
      <span>{t('consumer:inStream', { sequence: formatCount(at.streamSeq) })}</span>
      <span className="text-text-2">{count}</span>
      <span className="text-text-3" title={lastActive === null ? undefined : formatExact(lastActive)}>
        {lastActive === null
          ? t('consumer:never')
          : t('consumer:at', { time: formatMoment(lastActive), age: formatAge(Math.max(now - lastActive, 0)) })}
      </span>
    </span>
  );
}
