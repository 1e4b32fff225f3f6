import { useState } from 'react';
import { approximate, type Count, add, subtract } from '../../domain/count';
import { lengthOf } from '../../domain/inside/deleted';
import type { DeletedMap, StreamFacts } from '../../domain/inside/messages';
import type { StreamKey } from '../../domain/ids';
import { useInside } from '../../state/use-inside';
import { Button } from '../../ui/button';
import { useTranslation } from '../../ui/translate';
import { formatBytes, formatCount } from '../../widgets/format';
import { RangeStrip } from '../../widgets/range-strip';

interface RangePanelProps {
  readonly stream: StreamKey;
  readonly state: StreamFacts;
  /** The first message of the list; `null`: it has none. */
  readonly at: Count | null;
  readonly onJump: (seq: Count) => void;
}

/** Steps from the first sequence to the last that the slider knows. */
const steps = 1000;
/** Where deleted messages are, asked for again that often (ms): the list of them may be long. */
const every = 30_000;

/** The sequences of the stream from the first to the last, what is deleted of them, and a way to go to any. */
export function RangePanel({ stream, state, at, onJump }: RangePanelProps) {
  const { t } = useTranslation();
  const answer = useInside('deleted', { stream }, { every, enabled: state.deleted > 0 });
  const known = state.deleted > 0 && answer?.ok === true ? answer.value : null;
  if (state.messages === 0 && state.deleted === 0) return null;
  const span = subtract(state.lastSeq, state.firstSeq);
  const seqAt = (step: number) => add(state.firstSeq, shareOf(span, step));
  const stepOf = (seq: Count) =>
    Math.round((approximate(subtract(seq, state.firstSeq)) / Math.max(approximate(span), 1)) * steps);
  return (
    <section aria-label={t('messages:range.title')} className="flex shrink-0 flex-col gap-1">
      <RangeStrip
        bins={known?.map.kind === 'listed' ? known.map.bins : []}
        step={Math.min(Math.max(stepOf(at ?? state.lastSeq), 0), steps)}
        steps={steps}
        label={t('messages:range.goTo')}
        words={(step) => formatCount(seqAt(step))}
        onGo={(step) => onJump(seqAt(step))}
      />
      <p className="type-small flex flex-wrap gap-x-3 text-text-2" data-testid="range">
        <span>
          {t('messages:range.span', { first: formatCount(state.firstSeq), last: formatCount(state.lastSeq) })}
        </span>
        <span>
          {t('messages:range.messages', { messages: formatCount(state.messages), bytes: formatBytes(state.bytes) })}
        </span>
        {state.deleted > 0 && (
          <span>
            {t('messages:range.deleted', { count: state.deleted, messages: formatCount(state.deleted) })}
            {known?.map.kind === 'tooMany' && `, ${t('messages:range.tooMany')}`}
          </span>
        )}
        {state.lost > 0 && (
          <span className="text-crit-ink">
            {t('messages:range.lost', { count: state.lost, messages: formatCount(state.lost) })}
          </span>
        )}
        {known !== null && <Ranges known={known} onJump={onJump} />}
      </p>
    </section>
  );
}

function shareOf(span: Count, step: number): Count {
  return typeof span === 'bigint' ? (span * BigInt(step)) / BigInt(steps) : Math.floor((span * step) / steps);
}

/** The ranges as a list to go through. */
function Ranges({ known, onJump }: { readonly known: DeletedMap; readonly onJump: (seq: Count) => void }) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  if (known.map.kind !== 'listed') return null;
  const { ranges, rangeCount } = known.map;
  return (
    <>
      <Button size="small" look="quiet" className="-my-1" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
        {t('messages:range.ranges', { count: rangeCount, ranges: formatCount(rangeCount) })}
      </Button>
      {isOpen && (
        <span className="flex max-h-32 basis-full flex-wrap gap-1 overflow-y-auto">
          {ranges.map((range) => (
            <Button key={String(range.from)} size="small" onClick={() => onJump(range.from)}>
              {range.from === range.to
                ? formatCount(range.from)
                : `${formatCount(range.from)}–${formatCount(range.to)} (${formatCount(lengthOf(range))})`}
            </Button>
          ))}
          {rangeCount > ranges.length && <span className="self-center">{t('messages:range.longest')}</span>}
        </span>
      )}
    </>
  );
}
