import { clsx } from 'clsx';
import { approximate } from '../../../domain/count';
import { deliveries, tries, type Fate } from '../../../domain/asset-form/delivery';
import type { ConsumerConfig } from '../../../domain/consumer-config/fields';
import { Panel } from '../../../ui/panel';
import { useTranslation, type Translate } from '../../../ui/translate';
import { formatDuration } from '../../../widgets/format';

/** What a consumer would deliver of a small stream, and what happens to a message that is not acknowledged. */
export function DeliveryPicture({ config }: { readonly config: ConsumerConfig }) {
  const { t } = useTranslation();
  const fates = deliveries(config);
  return (
    <Panel title={t('wizard:picture.title')}>
      <div className="flex flex-col gap-3">
        <ol aria-label={t('wizard:picture.label')} className="grid grid-cols-10 gap-0.5">
          {fates.map((fate) => (
            <Cell key={fate.example.sequence} fate={fate} />
          ))}
        </ol>
        <div aria-hidden className="type-small -mt-2 grid grid-cols-10 gap-0.5 text-text-3">
          <span className="col-span-8 border-t border-line pt-0.5">{t('wizard:picture.first')}</span>
          <span className="col-span-2 border-t border-line pt-0.5">{t('wizard:picture.later')}</span>
        </div>
        <p className="type-small text-text-3">{t('wizard:picture.note')}</p>
        <Acks config={config} />
      </div>
    </Panel>
  );
}

/** One message: its subject above, the place in the order of deliveries below. */
function Cell({ fate }: { readonly fate: Fate }) {
  const { t } = useTranslation();
  const { example, order } = fate;
  return (
    <li
      title={fateWords(t, fate)}
      className={clsx(
        'flex flex-col items-center rounded-control border py-0.5',
        order === null ? 'border-line text-text-3' : 'border-accent bg-accent-tint text-text',
        example.isLater && 'border-dashed',
      )}
    >
      <span aria-hidden className="type-mono">
        {example.subject}
      </span>
      <span aria-hidden className="type-mono">
        {order ?? '·'}
      </span>
      <span className="sr-only">{fateWords(t, fate)}</span>
    </li>
  );
}

function fateWords(t: Translate, { example, order, why }: Fate): string {
  const values = { sequence: example.sequence, subject: example.subject, number: order ?? 0 };
  return t(`wizard:picture.fate.${why}`, values);
}

function Acks({ config }: { readonly config: ConsumerConfig }) {
  const { t } = useTranslation();
  const { ackPolicy } = config;
  const { again, ends, every } = tries(config);
  const isTried = ackPolicy === 'explicit' || ackPolicy === 'all';
  const time = (ns: number | bigint) => formatDuration(approximate(ns) / 1e6);
  return (
    <div className="flex flex-col gap-1">
      <h3 className="type-label text-text-3">{t('wizard:picture.acks')}</h3>
      <p className="text-text-2">{t(`wizard:picture.ack.${ackPolicy}`)}</p>
      {isTried && (
        <ol className="flex flex-wrap gap-x-2 gap-y-1">
          <li className="rounded-control border border-line px-1.5">{t('wizard:picture.tryFirst')}</li>
          {again.map((wait, index) => (
            <li key={index} className="rounded-control border border-line px-1.5">
              {t('wizard:picture.try', { number: index + 2, wait: time(wait) })}
            </li>
          ))}
          <li className="text-text-2">
            {ends ? t('wizard:picture.givenUp') : t('wizard:picture.goesOn', { wait: time(every) })}
          </li>
        </ol>
      )}
    </div>
  );
}
