import { clsx } from 'clsx';
import type { Mark } from '../domain/cluster/model';
import type { Feed, Feeds } from '../domain/feeds/feeds';
import { useTranslation } from '../ui/translate';
import { formatCount } from './format';
import { literal, shorten } from './literal';

interface FeedsDrawingProps {
  readonly name: string;
  readonly feeds: Feeds;
  readonly markOf: (feed: Feed) => Mark;
}

/** Boxes on one side; more are in the table only. */
const most = 8;
const box = { width: 200, height: 30, gap: 10 };
const reach = 130;
const inset = 1;

const strokes: Readonly<Record<Mark, string>> = {
  ok: 'stroke-ok',
  busy: 'stroke-busy',
  warn: 'stroke-warn [stroke-dasharray:6_3]',
  crit: 'stroke-crit [stroke-dasharray:2_3]',
  unknown: 'stroke-unknown [stroke-dasharray:1_4]',
};

/** Origins on the left, the stream in the middle, on the right the streams that take from it. The table beneath says the same. */
export function FeedsDrawing({ name, feeds, markOf }: FeedsDrawingProps) {
  const { t } = useTranslation();
  const into = feeds.into.slice(0, most);
  const outOf = feeds.outOf.slice(0, most);
  const rows = Math.max(into.length, outOf.length, 1);
  const height = rows * (box.height + box.gap) - box.gap + 2 * inset;
  const middle = height / 2;
  const left = into.length > 0 ? box.width + reach : 0;
  const width = left + box.width + (outOf.length > 0 ? box.width + reach : 0) + 2 * inset;
  const label = t('streams:feeds.drawing', { into: feeds.into.length, outOf: feeds.outOf.length });
  return (
    <div className="hidden overflow-x-auto border-b border-line p-3 @2xl:block">
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={height}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
      >
        {into.map((feed, index) => (
          <Arm
            key={`${feed.kind} ${feed.name} ${feed.external ?? ''}`}
            feed={feed}
            mark={markOf(feed)}
            box={inset}
            from={[inset + box.width, heightOf(index, into.length, middle)]}
            to={[left + inset, middle]}
          />
        ))}
        {outOf.map((feed, index) => (
          <Arm
            key={`${feed.kind} ${feed.name}`}
            feed={feed}
            mark={markOf(feed)}
            box={left + box.width + reach + inset}
            from={[left + box.width + inset, middle]}
            to={[left + box.width + reach + inset, heightOf(index, outOf.length, middle)]}
          />
        ))}
        <Box x={left + inset} y={middle} name={name} isOwn />
      </svg>
    </div>
  );
}

/** Middle of a box, all of them around the middle of the drawing. */
function heightOf(index: number, count: number, middle: number): number {
  return middle + (index - (count - 1) / 2) * (box.height + box.gap);
}

interface ArmProps {
  readonly feed: Feed;
  readonly mark: Mark;
  /** Left edge of the other stream's box. */
  readonly box: number;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

/** Another stream, and the way of the messages between it and this one. */
function Arm({ feed, mark, box: x, from: [x1, y1], to: [x2, y2] }: ArmProps) {
  const { t } = useTranslation();
  const bend = (x1 + x2) / 2;
  const y = x < x1 ? y1 : y2;
  const [textX, anchor] = x < x1 ? [x1 + 8, 'start' as const] : [x2 - 8, 'end' as const];
  const words = feed.lag === 0 ? '' : t('streams:feeds.behind', { messages: formatCount(feed.lag) });
  return (
    <g>
      <path
        d={`M${String(x1)} ${String(y1)} C${String(bend)} ${String(y1)} ${String(bend)} ${String(y2)} ${String(x2)} ${String(y2)}`}
        className={clsx('fill-none', strokes[mark])}
        strokeWidth={feed.kind === 'mirror' ? 3 : 1.5}
      />
      <path d={`M${String(x2)} ${String(y2)} l-7 -4 v8 z`} className="fill-text-2" />
      <text x={textX} y={y - 5} textAnchor={anchor} className="type-small fill-text-2">
        {words}
      </text>
      <Box x={x} y={y} name={feed.name} />
    </g>
  );
}

function Box({
  x,
  y,
  name,
  isOwn = false,
}: {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly isOwn?: boolean;
}) {
  return (
    <g>
      <rect
        x={x}
        y={y - box.height / 2}
        width={box.width}
        height={box.height}
        rx={3}
        className={clsx(isOwn ? 'fill-accent-tint stroke-accent' : 'fill-canvas stroke-line-strong')}
      />
      <text x={x + 10} y={y + 4} className={clsx('type-strong', isOwn ? 'fill-accent' : 'fill-text')}>
        {shorten(literal(name), 24)}
      </text>
    </g>
  );
}
