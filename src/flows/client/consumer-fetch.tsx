import { useState } from 'react';
import type { ConsumerModel } from '../../domain/cluster/model';
import { consumerPlace, streamPlace, type ConsumerKey } from '../../domain/ids';
import { mostFetched } from '../../domain/inside/consume';
import { useOwnConnection } from '../../state/use-access';
import { useConsumers } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { TextField } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { formatCount, formatDuration } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { ConnectionNotice } from './connection-notice';
import { DeliveryRow } from './delivery-row';
import { failureWords } from './failure-words';
import { useDeliveries, type FetchOutcome } from './use-deliveries';

/** The next messages of a consumer, fetched as a client would, and each settled by hand. */
export function ConsumerFetch({ consumer }: { readonly consumer: ConsumerKey }) {
  const { t } = useTranslation();
  const { stream } = consumerPlace(consumer);
  const { account } = streamPlace(stream);
  const { own, name } = useOwnConnection(account);
  const model = useConsumers(stream).rows.find(({ key }) => key === consumer);
  const [batch, setBatch] = useState('10');
  const [wait, setWait] = useState('5');
  const wanted = whole(batch, 1, mostFetched);
  const seconds = whole(wait, 0, 30);
  const policy = model?.config?.ackPolicy ?? null;
  const deliveries = useDeliveries(consumer, policy === 'all' ? 'allBefore' : 'one');
  // A back-off has a wait of its own for each delivery.
  const waited = policy === 'none' || hasBackOff(model) ? null : (model?.config?.ackWait ?? null);
  const pushedTo = model?.config?.deliverSubject ?? null;
  const { rows, isFetching, outcome } = deliveries;
  const open = rows.filter(({ state, delivery }) => state.kind === 'open' && delivery.reply !== null);
  const canSettle = own === 'live' && policy !== 'none';
  return (
    <Panel title={t('client:fetch.panel')} padding="none">
      <div className="flex flex-col gap-3 border-b border-line p-3">
        <ConnectionNotice account={account} name={name} own={own} />
        {own === 'none' && <p className="text-text-2">{t('client:fetch.prefix')}</p>}
        {pushedTo !== null ? (
          <Notice tone="unknown" title={t('client:fetch.push', { subject: literal(pushedTo) })} />
        ) : (
          <p className="text-text-2">{policyWords(t, model)}</p>
        )}
        <form
          noValidate
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted === null || seconds === null || isFetching || pushedTo !== null) return;
            void deliveries.fetch(wanted, seconds * 1000);
          }}
        >
          <div className="w-36">
            <TextField
              label={t('client:fetch.batch')}
              inputMode="numeric"
              value={batch}
              error={wanted === null ? t('client:fetch.batchInvalid', { most: mostFetched }) : undefined}
              onChange={(event) => setBatch(event.target.value)}
            />
          </div>
          <div className="w-36">
            <TextField
              label={t('client:fetch.wait')}
              inputMode="numeric"
              title={t('client:fetch.waitHint')}
              value={wait}
              error={seconds === null ? t('client:fetch.waitInvalid') : undefined}
              onChange={(event) => setWait(event.target.value)}
            />
          </div>
          {isFetching ? (
            <Button onClick={deliveries.giveUp}>{t('client:fetch.giveUp')}</Button>
          ) : (
            <Button type="submit" look="primary" data-testid="fetch" disabled={pushedTo !== null}>
              {t('client:fetch.fetch')}
            </Button>
          )}
          {canSettle && open.length > 1 && (
            <Button data-testid="acknowledge-all" onClick={() => void deliveries.acknowledge(open)}>
              {t('client:fetch.acknowledgeAll', { count: open.length })}
            </Button>
          )}
          {rows.length > 0 && !isFetching && (
            <Button look="quiet" onClick={deliveries.clear}>
              {t('client:fetch.clear')}
            </Button>
          )}
        </form>
        <p role="status" data-testid="fetch-outcome" data-state={isFetching ? 'fetching' : (outcome?.kind ?? 'none')}>
          {isFetching ? t('client:fetch.fetching') : outcome !== null && outcomeWords(t, outcome)}
        </p>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('client:fetch.none')} />
      ) : (
        <ul aria-label={t('client:fetch.list')} className="flex max-h-[70vh] flex-col overflow-y-auto">
          {rows.map((row) => (
            <DeliveryRow
              key={row.id}
              row={row}
              canSettle={canSettle && row.delivery.reply !== null}
              ackWait={waited}
              onSettle={(verdict) => void deliveries.settle(row, verdict)}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function hasBackOff(model: ConsumerModel | undefined): boolean {
  const backOff = model?.config?.other['backoff'];
  return Array.isArray(backOff) && backOff.length > 0;
}

function policyWords(t: Translate, model: ConsumerModel | undefined): string {
  const config = model?.config ?? null;
  if (config === null) return t('client:fetch.policy.unknown');
  const { ackWait } = config;
  const policy = config.ackPolicy;
  switch (policy) {
    case 'none':
    case 'all':
    case 'flow_control':
      return t(`client:fetch.policy.${policy}`);
    default:
      return ackWait === null
        ? t('client:fetch.policy.explicitUnknown')
        : t('client:fetch.policy.explicit', { wait: formatDuration(ackWait) });
  }
}

function outcomeWords(t: Translate, outcome: FetchOutcome): string {
  if (outcome.kind === 'givenUp') return t('client:fetch.givenUp');
  if (outcome.kind === 'failed') return failureWords(t, outcome.failure);
  const { end, count, text } = outcome;
  switch (end) {
    case 'complete':
    case 'empty':
    case 'expired':
      // i18next takes `_zero` for none where there is such a form.
      return t(`client:fetch.end.${end}`, { count, shown: formatCount(count) });
    case 'refused':
      return t('client:fetch.end.refused', { text: literal(text) });
    case 'consumerDeleted':
    case 'leaderChanged':
    case 'ackPendingFull':
    case 'nobodyListens':
    case 'connectionLost':
    case 'silent':
      return t(`client:fetch.end.${end}`);
  }
}

function whole(text: string, least: number, most: number): number | null {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : null;
  return number !== null && number >= least && number <= most ? number : null;
}
