import { ChevronDown, ChevronUp, Download, X } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import type { Count } from '../../domain/count';
import { streamPlace, type StreamKey } from '../../domain/ids';
import type { Message } from '../../domain/inside/messages';
import { forgetInside, useInside } from '../../state/use-inside';
import { Button, IconButton } from '../../ui/button';
import { isTyping } from '../../ui/keys';
import { KeyValues } from '../../ui/key-values';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { saveFile } from '../../ui/save-file';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation } from '../../ui/translate';
import { Age } from '../../widgets/age';
import { BodyView } from '../../widgets/body/body-view';
import { HexView } from '../../widgets/body/hex-view';
import { formatBytes, formatCount } from '../../widgets/format';
import { formatExact } from '../../widgets/format-time';
import { literal } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { CommandButton } from '../command-button';
import { InsideProblem } from './problem';
import type { Row } from './rows';

interface MessageReaderProps {
  readonly stream: StreamKey;
  readonly seq: Count;
  /** The list beside it, whose messages the keys go through. */
  readonly rows: readonly Row[];
  readonly onSelect: (seq: Count | null) => void;
  /** A deletion was sent, whatever came of it. */
  readonly onChanged: () => void;
  /** The last message of the list is read: more may follow. */
  readonly onEnd?: (() => void) | undefined;
}

/** One message whole: where and when it was stored, its headers and its body. */
export function MessageReader({ stream, seq, rows, onSelect, onChanged, onEnd }: MessageReaderProps) {
  const { t } = useTranslation();
  const answer = useInside('message', { stream, at: { kind: 'sequence', seq } }, { keep: false });
  const { previous, next, isLast } = neighbours(rows, seq);
  useStepKeys(previous, next, onSelect);
  useEffect(() => {
    if (isLast) onEnd?.();
  }, [isLast, onEnd]);
  return (
    <Panel
      className="min-h-0 flex-[4] overflow-hidden"
      title={t('messages:message')}
      meta={formatCount(seq)}
      padding="none"
      right={
        <>
          <IconButton
            label={t('messages:previous')}
            disabled={previous === null}
            onClick={() => previous !== null && onSelect(previous)}
          >
            <ChevronUp size={16} aria-hidden />
          </IconButton>
          <IconButton
            label={t('messages:next')}
            disabled={next === null}
            onClick={() => next !== null && onSelect(next)}
          >
            <ChevronDown size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('ui:close')} onClick={() => onSelect(null)}>
            <X size={16} aria-hidden />
          </IconButton>
        </>
      }
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3" data-testid="reader" aria-live="polite">
        {answer === null ? (
          <Skeleton label={t('ui:loading')} lines={6} />
        ) : !answer.ok ? (
          <InsideProblem problem={answer.error} account={streamPlace(stream).account} />
        ) : answer.value === null ? (
          <Notice tone="unknown" title={t('messages:noMessage', { seq: formatCount(seq) })}>
            <p>{t('messages:noMessageBody')}</p>
          </Notice>
        ) : (
          <Whole message={answer.value} stream={stream} />
        )}
        <div className="flex shrink-0 justify-end">
          <CommandButton
            size="small"
            command={
              answer?.ok === true && answer.value !== null
                ? { kind: 'messageDelete', stream, sequence: seq, erase: false }
                : null
            }
            name={`${streamPlace(stream).name} ${formatCount(seq)}`}
            onSent={() => {
              forgetInside('message');
              onChanged();
            }}
          />
        </div>
      </div>
    </Panel>
  );
}

function Whole({ message, stream }: { readonly message: Message; readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const { subject, time, timeText, body, opened, headers } = message;
  const file = (bytes: Uint8Array, ending: string) =>
    saveFile(new Blob([new Uint8Array(bytes)]), `${streamPlace(stream).name}-${String(message.seq)}${ending}`);
  const contentType =
    headers.kind === 'read' ? (headers.fields.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '') : '';
  return (
    <>
      <KeyValues
        items={[
          { label: t('messages:subject'), value: <Name text={subject} className="type-mono break-all" /> },
          {
            label: t('messages:stored'),
            value: (
              <>
                {formatExact(time)}{' '}
                <span className="text-text-3">
                  (<Age at={time} ago />)
                </span>
              </>
            ),
            title: literal(timeText),
          },
          { label: t('messages:size'), value: formatBytes(body.length), title: `${formatCount(body.length)} B` },
        ]}
      />
      <Headers headers={headers} />
      <section className="flex shrink-0 flex-col gap-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 className="type-label text-text-3">{t('messages:body.title')}</h3>
          <Button size="small" disabled={body.length === 0} onClick={() => file(body, '.bin')}>
            <Download size={14} aria-hidden />
            {t('messages:body.download')}
          </Button>
        </div>
        {body.length === 0 ? (
          <p className="text-text-2">{t('messages:body.none')}</p>
        ) : (
          <>
            {opened !== null && <OpenedWords opened={opened} packed={body.length} />}
            <BodyView
              key={String(message.seq)}
              body={opened?.kind === 'opened' ? opened.bytes : body}
              contentType={contentType}
            />
            {opened?.kind === 'opened' && (
              <div>
                <Button size="small" onClick={() => file(opened.bytes, '.opened')}>
                  <Download size={14} aria-hidden />
                  {t('messages:body.downloadOpened')}
                </Button>
              </div>
            )}
          </>
        )}
      </section>
    </>
  );
}

/** What was done about the packing of a body. */
function OpenedWords({ opened, packed }: { readonly opened: NonNullable<Message['opened']>; readonly packed: number }) {
  const { t } = useTranslation();
  const { packing } = opened;
  if (opened.kind !== 'opened') {
    return <p className="text-warn-ink">{t(`messages:body.${opened.kind}`, { packing })}</p>;
  }
  const sizes = { packing, packed: formatBytes(packed), size: formatBytes(opened.bytes.length) };
  return <p className="text-text-2">{t(opened.whole ? 'messages:body.opened' : 'messages:body.openedPart', sizes)}</p>;
}

function Headers({ headers }: Pick<Message, 'headers'>) {
  const { t } = useTranslation();
  if (headers.kind === 'unreadable') {
    return (
      <section className="flex shrink-0 flex-col gap-2">
        <h3 className="type-label text-text-3">{t('messages:headers.title')}</h3>
        <p className="text-warn-ink">{t('messages:headers.unreadable')}</p>
        <HexView bytes={headers.block} />
      </section>
    );
  }
  if (headers.fields.length === 0) return null;
  return (
    <section className="flex shrink-0 flex-col gap-1">
      <h3 className="type-label text-text-3">
        {t('messages:headers.title')} · {headers.fields.length}
      </h3>
      <dl className="type-mono grid max-h-60 grid-cols-[fit-content(50%)_1fr] gap-x-4 gap-y-1 overflow-y-auto">
        {headers.fields.map(([name, value], index) => (
          // A name may stand there several times, and their order is a part of the message.
          <div key={`${String(index)} ${name}`} className="contents">
            <dt className="break-all text-text-3">
              <bdi>{literal(name)}</bdi>
            </dt>
            <dd className="min-w-0 break-all">
              <bdi>{literal(value)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Messages before and after it in the list. */
function neighbours(rows: readonly Row[], seq: Count) {
  const sequences = rows.flatMap((row) => (row.kind === 'message' ? [row.message.seq] : []));
  const at = sequences.indexOf(seq);
  return {
    previous: at > 0 ? (sequences[at - 1] ?? null) : null,
    next: at < 0 ? null : (sequences[at + 1] ?? null),
    isLast: at >= 0 && at === sequences.length - 1,
  };
}

/** j and k go through the messages, Escape closes, wherever the focus is but in the list and in a field. */
function useStepKeys(previous: Count | null, next: Count | null, onSelect: (seq: Count | null) => void): void {
  const latest = useRef({ previous, next, onSelect });
  useEffect(() => {
    latest.current = { previous, next, onSelect };
  });
  const onKey = useCallback((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const isInList = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row';
    const { previous: up, next: down, onSelect: select } = latest.current;
    if (event.key === 'Escape') select(null);
    else if (!isInList && event.key === 'j' && down !== null) select(down);
    else if (!isInList && event.key === 'k' && up !== null) select(up);
    else return;
    event.preventDefault();
  }, []);
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onKey]);
}
