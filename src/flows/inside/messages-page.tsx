import { useCallback, useState, type UIEvent } from 'react';
import type { Count } from '../../domain/count';
import { streamPlace, type StreamKey } from '../../domain/ids';
import { isSubject } from '../../domain/asset-config/subjects';
import { serverMs } from '../../domain/time';
import type { MessagePage } from '../../domain/inside/messages';
import { paths, streamHrefs } from '../../state/paths';
import { useInside } from '../../state/use-inside';
import { useClusterKey, usePageSearch } from '../../state/use-page-search';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation, type Translate } from '../../ui/translate';
import { Age } from '../../widgets/age';
import { formatCount } from '../../widgets/format';
import { Name } from '../../widgets/name';
import { StreamTabs } from '../../widgets/stream-tabs';
import { CommandButton } from '../command-button';
import { MessageReader } from './message-reader';
import { MessageTable } from './message-table';
import { StreamGone, useIncarnation } from '../stream-gone';
import { InsideProblem } from './problem';
import { RangePanel } from './range-panel';
import type { Row } from './rows';
import { messagesSearch, sequenceOf, type MessagesSearch } from './search';
import { Toolbar } from './toolbar';
import { mostListed, usePages, type ListQuery, type MessageList } from './use-pages';
import { useTail } from './use-tail';

/** The messages of a stream: a list from any place on, and the one that is read. */
export function MessagesPage({ stream }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const place = streamPlace(stream);
  const [search, set] = usePageSearch(messagesSearch);
  const incarnation = useIncarnation(stream);
  const start = useStart(stream, search);
  const isFit = search.subject === '' || isSubject(search.subject);
  // After a change, whatever came of it, and when somebody wants it, what is listed is read again.
  const [turn, setTurn] = useState(0);
  const onChanged = useCallback(() => setTurn((before) => before + 1), []);
  const common = { stream, search, set, onChanged } as const;
  return (
    <Page
      fill
      title={<Name text={place.name} />}
      lead={
        <>
          <Name text={place.account} className="text-text" /> · {t('messages:lead')}
        </>
      }
      actions={
        <CommandButton
          command={{
            kind: 'streamPurge',
            stream,
            filter: search.subject === '' || !isFit ? null : search.subject,
            upToSequence: null,
            keep: null,
          }}
          name={place.name}
          onSent={onChanged}
        />
      }
    >
      <StreamTabs current="messages" hrefs={streamHrefs(cluster, place)} />
      <StreamGone stream={stream} />
      <Toolbar search={search} set={set} onAgain={onChanged} />
      {!isFit ? (
        <EmptyState title={t('messages:badSubject')}>{t('messages:badSubjectBody')}</EmptyState>
      ) : search.live === 'on' ? (
        <Live key={[stream, search.subject, incarnation].join('\n')} {...common} />
      ) : start.kind === 'looking' ? (
        <Skeleton label={t('ui:loading')} lines={10} />
      ) : start.kind === 'failed' ? (
        <InsideProblem problem={start.problem} account={place.account} />
      ) : start.kind === 'none' ? (
        <EmptyState
          title={t('messages:noneSince')}
          action={<Button onClick={() => set({ time: '' })}>{t('messages:showNewest')}</Button>}
        />
      ) : (
        <Listed
          key={[stream, search.order, search.subject, String(start.seq), turn, incarnation].join('\n')}
          {...common}
          query={{ stream, order: search.order, filter: search.subject, from: start.seq }}
        />
      )}
    </Page>
  );
}

/** Where the list begins: a sequence of the address, or the one that was stored at a time of it. */
function useStart(stream: StreamKey, { seq, time }: MessagesSearch) {
  const ms = time === '' ? NaN : Date.parse(time);
  const enabled = !Number.isNaN(ms);
  const found = useInside('sequenceAt', { stream, time: serverMs(enabled ? ms : 0) }, { enabled, keep: false });
  if (!enabled) return { kind: 'at', seq: sequenceOf(seq) } as const;
  if (found === null) return { kind: 'looking' } as const;
  if (!found.ok) return { kind: 'failed', problem: found.error } as const;
  return found.value === null ? ({ kind: 'none' } as const) : ({ kind: 'at', seq: found.value } as const);
}

interface PartProps {
  readonly stream: StreamKey;
  readonly search: MessagesSearch;
  readonly set: (change: Partial<MessagesSearch>) => void;
  readonly onChanged: () => void;
}

function Listed({ query, ...common }: PartProps & { readonly query: ListQuery }) {
  const { t } = useTranslation();
  const list = usePages(query);
  const { account } = streamPlace(common.stream);
  if (list.last === null) {
    return list.failure === null ? (
      <Skeleton label={t('ui:loading')} lines={10} />
    ) : (
      <InsideProblem problem={list.failure} account={account} onRetry={list.more} />
    );
  }
  return (
    <Body
      {...common}
      rows={list.rows}
      last={list.last}
      onEnd={list.more}
      status={<ListStatus list={list} {...common} />}
      problem={list.failure !== null && <InsideProblem problem={list.failure} account={account} onRetry={list.more} />}
    />
  );
}

function ListStatus({ list, search, set }: Pick<PartProps, 'search' | 'set'> & { readonly list: MessageList }) {
  const { t } = useTranslation();
  const { last, messages, loading } = list;
  if (last === null) return null;
  const isFull = messages >= mostListed;
  return (
    <>
      <span data-testid="listed">{t('messages:listed', { count: messages, messages: formatCount(messages) })}</span>
      <span>{loading ? t('ui:loading') : isFull ? t('messages:ended.many') : endWords(t, last, search.order)}</span>
      {!loading && (isFull || last.ended !== 'end') && (
        <Button size="small" onClick={isFull ? () => set({ seq: String(last.next), time: '' }) : list.more}>
          {t('messages:goOn')}
        </Button>
      )}
    </>
  );
}

function endWords(t: Translate, { ended, next }: MessagePage, order: MessagesSearch['order']): string {
  switch (ended) {
    case 'full':
      return '';
    case 'end':
      return t(order === 'newest' ? 'messages:ended.oldest' : 'messages:ended.newest');
    case 'bytes':
      return t('messages:ended.bytes');
    case 'requests':
      return t('messages:ended.requests', { seq: formatCount(next) });
  }
}

/** New messages on top, held back while somebody reads further down. */
function Live(common: PartProps) {
  const { t } = useTranslation();
  const tail = useTail(common.stream, common.search.subject, true);
  const [held, hold] = useState<readonly Row[] | null>(null);
  const onScroll = useCallback(
    (top: number) => hold((before) => (top < 32 ? null : (before ?? tail.rows))),
    [tail.rows],
  );
  const { account } = streamPlace(common.stream);
  const problem = tail.failure !== null && <InsideProblem problem={tail.failure} account={account} />;
  if (tail.last === null) return problem || <Skeleton label={t('ui:loading')} lines={10} />;
  const rows = held ?? tail.rows;
  const waiting = held === null ? 0 : newer(tail.rows, held);
  return (
    <Body
      {...common}
      rows={rows}
      last={tail.last}
      onScroll={onScroll}
      problem={problem}
      status={
        <>
          <span>{t(tail.failure === null ? 'messages:live.on' : 'messages:live.failing')}</span>
          {waiting > 0 && (
            <Button size="small" onClick={() => hold(null)}>
              {t('messages:live.waiting', { count: waiting, messages: formatCount(waiting) })}
            </Button>
          )}
        </>
      }
    />
  );
}

function newer(rows: readonly Row[], held: readonly Row[]): number {
  const at = rows.findIndex(({ key }) => key === held[0]?.key);
  return at < 0 ? rows.length : at;
}

interface BodyProps extends PartProps {
  readonly rows: readonly Row[];
  readonly last: MessagePage;
  readonly onEnd?: () => void;
  readonly onScroll?: (top: number) => void;
  readonly status: React.ReactNode;
  readonly problem: React.ReactNode;
}

/** The list, and beside it the message that is read; on a phone one or the other. */
function Body({ stream, search, set, onChanged, rows, last, onEnd, onScroll, status, problem }: BodyProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const place = streamPlace(stream);
  const selected = sequenceOf(search.message);
  const href = (message: string) => paths.messages(cluster, place, { ...search, message });
  const scrolled = (event: UIEvent) => {
    if (event.target instanceof HTMLElement) onScroll?.(event.target.scrollTop);
  };
  return (
    <>
      {problem}
      <RangePanel
        stream={stream}
        state={last.state}
        at={firstOf(rows)}
        onJump={(seq) => set({ seq: String(seq), time: '', live: '' })}
      />
      <div className="flex min-h-0 flex-1 gap-4">
        <div
          onScrollCapture={scrolled}
          className={
            selected === null
              ? 'flex min-h-60 min-w-0 flex-1 flex-col'
              : 'hidden min-h-60 min-w-0 flex-[5] flex-col @5xl:flex'
          }
        >
          <MessageTable rows={rows} selected={selected} href={href} onEnd={onEnd} search={search} state={last.state} />
          <div className="type-small flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-text-3">
            <p role="status" aria-label={t('messages:status')} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              {status}
              <span>{t(`messages:from.${last.from}`)}</span>
            </p>
            <Age at={last.state.asOf} ago />
          </div>
        </div>
        {selected !== null && (
          <MessageReader
            stream={stream}
            seq={selected}
            rows={rows}
            onSelect={(seq) => set({ message: seq === null ? '' : String(seq) })}
            onChanged={onChanged}
            onEnd={onEnd}
          />
        )}
      </div>
    </>
  );
}

function firstOf(rows: readonly Row[]): Count | null {
  return rows.find((row) => row.kind === 'message')?.message.seq ?? null;
}
