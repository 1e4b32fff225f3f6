import { useMemo } from 'react';
import type { ConsumerModel, Mark as MarkValue, ServerModel, StreamModel } from '../../domain/cluster/model';
import { withoutServers, type Consequence, type ConsumerFates } from '../../domain/what-if/what-if';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useConsumers } from '../../state/use-rows';
import { EmptyState } from '../../ui/empty-state';
import { Mark } from '../../ui/mark';
import { toneText } from '../../ui/tone';
import { Name } from '../../widgets/name';

/** Streams whose consumers are asked for: of thousands it would be a load. */
const most = 20;

interface ConsumerFateListProps {
  readonly servers: readonly ServerModel[];
  readonly streams: readonly StreamModel[];
  readonly consequence: Consequence;
}

/** What becomes of the consumers of streams that have copies on the lost servers; these are asked for while it is shown. */
export function ConsumerFateList({ servers, streams, consequence }: ConsumerFateListProps) {
  const { t } = useTranslation();
  const { lost } = consequence;
  const concerned = useMemo(() => {
    const gone = new Set(lost);
    const stops = new Set(consequence.streams.stops);
    return streams
      .filter(
        ({ copies, consumers }) => consumers?.count !== 0 && copies.some(({ server }) => server && gone.has(server)),
      )
      .toSorted((a, b) => Number(stops.has(b)) - Number(stops.has(a)) || a.name.localeCompare(b.name, 'en'));
  }, [streams, lost, consequence]);
  const rest = concerned.length - most;
  if (concerned.length === 0) return <EmptyState title={t('what-if:consumersNone')} />;
  return (
    <div className="overflow-x-auto rounded-panel border border-line bg-panel">
      <table className="w-full">
        <caption className="px-3 py-1.5 text-left text-text-2">
          {t('what-if:consumersOf', { count: Math.min(concerned.length, most) })}
          {rest > 0 && <> · {t('what-if:consumersMore', { count: rest })}</>}
        </caption>
        <thead className="type-label text-left text-text-3">
          <tr className="border-y border-line">
            <th scope="col" className="h-8 px-3 font-normal">
              {t('what-if:consumerName')}
            </th>
            <th scope="col" className="px-3 font-normal">
              {t('what-if:streamName')}
            </th>
            <th scope="col" className="px-3 font-normal">
              {t('what-if:fate')}
            </th>
          </tr>
        </thead>
        {concerned.slice(0, most).map((stream) => (
          <OfStream key={stream.key} stream={stream} servers={servers} lost={lost} />
        ))}
      </table>
    </div>
  );
}

type Fate = 'stops' | 'withStream' | 'moves' | 'without' | 'notKnown';
const marks: Readonly<Record<Fate, MarkValue>> = {
  stops: 'crit',
  withStream: 'crit',
  moves: 'busy',
  without: 'crit',
  notKnown: 'unknown',
};

interface OfStreamProps {
  readonly stream: StreamModel;
  readonly servers: readonly ServerModel[];
  readonly lost: Consequence['lost'];
}

function OfStream({ stream, servers, lost }: OfStreamProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { rows, loaded } = useConsumers(stream.key);
  const fates = useMemo(
    () => fatesOf(withoutServers({ servers, metas: [], streams: [stream], consumers: rows }, lost).consumers),
    [servers, stream, rows, lost],
  );
  const place = (
    <td className="px-3 text-text-2">
      <a href={paths.stream(cluster, stream)} className="hover:underline">
        <Name text={stream.accountName} /> / <Name text={stream.name} />
      </a>
    </td>
  );
  return (
    <tbody data-testid="what-if-consumers" data-stream={stream.name} data-loaded={loaded}>
      {fates.length === 0 && (
        <tr className="h-8 border-b border-line text-text-3">
          <td className="px-3">—</td>
          {place}
          <td className="px-3">{loaded ? t('what-if:allGoOn') : t('model:loading')}</td>
        </tr>
      )}
      {fates.map(({ consumer, fate }) => (
        <tr
          key={consumer.key}
          data-testid="what-if-consumer"
          data-stream={stream.name}
          data-consumer={consumer.name}
          data-fate={fate}
          data-state={marks[fate]}
          className="h-8 border-b border-line"
        >
          <th scope="row" className="px-3 text-left">
            <Name text={consumer.name} className="type-strong" />
          </th>
          {place}
          <td className="px-3">
            <Mark tone={marks[fate]} size={10} className="mr-1.5" label={t(`model:mark.${marks[fate]}`)} />
            <span className={toneText[marks[fate]]}>{t(`what-if:fates.${fate}`)}</span>
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** The worst first; those that go on are left out. */
function fatesOf(fates: ConsumerFates | null) {
  const of = (fate: Fate, rows: readonly ConsumerModel[]) => rows.map((consumer) => ({ consumer, fate }));
  if (fates === null) return [];
  return [
    ...of('stops', fates.stops),
    ...of('withStream', fates.withStream),
    ...of('without', fates.without),
    ...of('notKnown', fates.notKnown),
    ...of('moves', fates.moves),
  ];
}
