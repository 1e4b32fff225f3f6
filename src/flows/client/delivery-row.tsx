import { memo, useState } from 'react';
import { previewOf } from '../../domain/body/preview';
import type { Verdict } from '../../domain/inside/consume';
import type { DurationMs } from '../../domain/time';
import { Button } from '../../ui/button';
import { useTranslation, type Translate } from '../../ui/translate';
import { useNow } from '../../ui/use-now';
import { BodyView } from '../../widgets/body/body-view';
import { PreviewText } from '../../widgets/body/preview-text';
import { formatAge, formatBytes, formatCount } from '../../widgets/format';
import { formatExact, formatMoment } from '../../widgets/format-time';
import { literal } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { Status } from '../../widgets/status';
import { failureWords } from './failure-words';
import type { DeliveryItem, DeliveryState } from './use-deliveries';

export interface DeliveryRowProps {
  readonly row: DeliveryItem;
  readonly canSettle: boolean;
  /** How long it is waited for, before it is delivered again; `null`: not known, or for ever. */
  readonly ackWait: DurationMs | null;
  readonly onSettle: (verdict: Verdict) => void;
}

/** Later than at once, in ms. */
const later = 30_000;

const verdicts: readonly {
  readonly word: Verdict['kind'] | 'negativeDelayed';
  readonly verdict: Verdict;
}[] = [
  { word: 'acknowledge', verdict: { kind: 'acknowledge' } },
  { word: 'negative', verdict: { kind: 'negative', delay: 0 } },
  { word: 'negativeDelayed', verdict: { kind: 'negative', delay: later } },
  { word: 'terminate', verdict: { kind: 'terminate', reason: '' } },
  { word: 'inProgress', verdict: { kind: 'inProgress' } },
];

/** One delivery: what it is, its body, and what can be said of it. */
export const DeliveryRow = memo(function DeliveryRow({ row, canSettle, ackWait, onSettle }: DeliveryRowProps) {
  const { t } = useTranslation();
  const { delivery, state } = row;
  const isOpen = state.kind === 'open' || state.kind === 'failed';
  return (
    <li
      data-testid="delivery"
      data-sequence={String(delivery.sequence)}
      data-state={state.kind === 'settled' ? state.verdict : state.kind}
      className="flex flex-col gap-1.5 border-b border-line px-3 py-2 last:border-b-0"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="type-strong">{t('client:fetch.sequence', { sequence: formatCount(delivery.sequence) })}</span>
        <Name text={delivery.subject} className="type-mono min-w-0 wrap-anywhere" />
        <span className="text-text-3" title={formatExact(delivery.at)}>
          {formatMoment(delivery.at)}
        </span>
        <span className={delivery.times > 1 ? 'text-warn-ink' : 'text-text-3'}>
          {t('client:fetch.times', { count: delivery.times })}
        </span>
        <span className="text-text-3">{formatBytes(delivery.body.byteLength)}</span>
        <span className="text-text-3">{t('client:fetch.pending', { count: formatCount(delivery.pending) })}</span>
        {isOpen && ackWait !== null && <Due at={row.since + ackWait} />}
        {state.kind !== 'open' && (
          <span className="ml-auto">
            <StateWords t={t} state={state} />
          </span>
        )}
      </div>
      {state.kind === 'failed' && (
        <p role="alert" className="text-warn-ink">
          {failureWords(t, state.failure)}
        </p>
      )}
      <Headers headers={delivery.headers} />
      <Body delivery={delivery} />
      {canSettle && isOpen && (
        <div className="flex flex-wrap gap-2">
          {verdicts.map(({ word, verdict }) => (
            <Button
              key={word}
              size="small"
              title={t(`client:fetch.meaning.${word}`)}
              aria-description={t(`client:fetch.meaning.${word}`)}
              onClick={() => onSettle(verdict)}
            >
              {t(`client:fetch.${word}`)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
});

/** Until when an acknowledgement is worth something. */
function Due({ at }: { readonly at: number }) {
  const { t } = useTranslation();
  const left = at - useNow();
  return left > 0 ? (
    <span className="text-text-3">{t('client:fetch.due', { left: formatAge(left) })}</span>
  ) : (
    <span className="text-warn-ink">{t('client:fetch.overdue')}</span>
  );
}

function StateWords({ t, state }: { readonly t: Translate; readonly state: DeliveryState }) {
  switch (state.kind) {
    case 'open':
      return null;
    case 'sending':
      return <Status mark="busy" word={t('client:fetch.settled.sending')} />;
    case 'settled':
      return <Status mark="ok" word={t(`client:fetch.settled.${state.verdict}`)} />;
    case 'failed':
      return <Status mark="warn" word={t('client:fetch.settled.failed')} />;
  }
}

/** Its beginning, and all of it on demand. */
function Body({ delivery: { body, headers } }: Pick<DeliveryItem, 'delivery'>) {
  const type = headers?.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const [isOpen, setOpen] = useState(false);
  if (body.byteLength === 0) return <PreviewText preview={previewOf(body)} />;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="wrap-anywhere">
        <PreviewText preview={previewOf(body)} />
      </summary>
      <div className="pt-1.5">{isOpen && <BodyView body={body} contentType={type} />}</div>
    </details>
  );
}

function Headers({ headers }: { readonly headers: DeliveryItem['delivery']['headers'] }) {
  const { t } = useTranslation();
  if (headers === null) return <p className="text-warn-ink">{t('client:fetch.headersUnread')}</p>;
  if (headers.length === 0) return null;
  return (
    <dl className="type-mono type-small max-h-40 overflow-y-auto" tabIndex={0}>
      {headers.map(([name, value], index) => (
        <div key={index} className="flex gap-2">
          <dt className="shrink-0 text-text-3">{literal(name)}</dt>
          <dd className="min-w-0 wrap-anywhere">{literal(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
