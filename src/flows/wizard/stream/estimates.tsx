import { useState } from 'react';
import { estimate } from '../../../domain/asset-form/estimate';
import { parseBytes, parseCount } from '../../../domain/asset-form/units';
import { approximate } from '../../../domain/count';
import { freeBytes } from '../../../domain/placement/fit';
import type { StreamContext } from '../../../domain/stream-config/context';
import type { StreamConfig } from '../../../domain/stream-config/fields';
import { fittingServers } from '../../../domain/stream-config/fitting';
import { TextField } from '../../../ui/field';
import { KeyValues } from '../../../ui/key-values';
import { Panel } from '../../../ui/panel';
import { useTranslation } from '../../../ui/translate';
import { formatBytes, formatDuration, unknownText } from '../../../widgets/format';

interface EstimatesProps {
  readonly config: StreamConfig;
  readonly context: StreamContext;
}

/** Longer than that is no forecast (ms): ten years. */
const ages = 10 * 365 * 86_400_000;

/** Bytes a day at a rate that somebody states, and what that means for the servers. */
export function Estimates({ config, context }: EstimatesProps) {
  const { t } = useTranslation();
  const [rate, setRate] = useState('100');
  const [size, setSize] = useState('1KiB');
  const [perSecond, bytes] = [parseCount(rate), parseBytes(size)];
  const told =
    perSecond.ok && bytes.ok && perSecond.value >= 0 && bytes.value >= 0
      ? estimate(config, { rate: approximate(perSecond.value), size: approximate(bytes.value) })
      : null;
  const copies = Math.max(Number(config.replicas), 1);
  const least = leastFree(config, context);
  const time = (seconds: number) =>
    seconds * 1000 > ages ? t('wizard:estimate.ever') : formatDuration(seconds * 1000);
  const bytesText = (value: number) => formatBytes(Math.round(value));
  return (
    <Panel title={t('wizard:estimate.title')}>
      <div className="flex flex-col gap-3" data-testid="wizard-estimate">
        <div className="grid grid-cols-2 gap-2">
          <TextField
            label={t('wizard:estimate.rate')}
            mono
            value={rate}
            error={perSecond.ok ? undefined : t(`wizard:fault.${perSecond.error}`)}
            onChange={({ target }) => setRate(target.value)}
          />
          <TextField
            label={t('wizard:estimate.size')}
            mono
            value={size}
            error={bytes.ok ? undefined : t(`wizard:fault.${bytes.error}`)}
            onChange={({ target }) => setSize(target.value)}
          />
        </div>
        <KeyValues
          items={[
            {
              label: t('wizard:estimate.perDay'),
              value:
                told === null
                  ? unknownText
                  : t('wizard:estimate.perDayValue', {
                      one: bytesText(told.bytesPerDay),
                      all: bytesText(told.bytesPerDay * copies),
                    }),
            },
            {
              label: t('wizard:estimate.settled'),
              value:
                told === null
                  ? unknownText
                  : told.settled === null || told.by === null
                    ? t('wizard:estimate.grows')
                    : t(told.fullAfter === null ? 'wizard:estimate.settledNoTime' : 'wizard:estimate.settledValue', {
                        one: bytesText(told.settled),
                        time: told.fullAfter === null ? '' : time(told.fullAfter),
                        limit: t(`wizard:estimate.limit.${told.by}`),
                      }),
            },
          ]}
        />
        {told !== null && least !== null && (
          <p className={told.settled !== null && told.settled > least ? 'text-warn-ink' : 'text-text-2'}>
            {told.settled !== null && told.settled > least
              ? t('wizard:estimate.tooMuch', { free: bytesText(least) })
              : told.settled === null && told.bytesPerDay > 0
                ? t('wizard:estimate.fullIn', {
                    free: bytesText(least),
                    time: time((least / told.bytesPerDay) * 86_400),
                  })
                : t('wizard:estimate.room', { free: bytesText(least) })}
          </p>
        )}
        <p className="type-small text-text-3">{t('wizard:estimate.perServer')}</p>
      </div>
    </Panel>
  );
}

/** Free bytes of the fullest server that could hold a copy; `null`: none has a limit, or none is known. */
function leastFree(config: StreamConfig, { room }: StreamContext): number | null {
  if (room === null) return null;
  const free = fittingServers(config, room).candidates.flatMap(({ server, obstacles }) => {
    const model = room.fit.servers.get(server);
    const bytes = model === undefined || obstacles.length > 0 ? null : freeBytes(model, config.storage);
    return bytes === null || bytes === 'unlimited' ? [] : [approximate(bytes)];
  });
  return free.length === 0 ? null : Math.min(...free);
}
