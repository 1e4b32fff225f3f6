import { clsx } from 'clsx';
import type { Mark } from '../../domain/cluster/model';
import type { TopologyLink } from '../../domain/topology/model';
import { lineBetween } from './layout';
import { formatRtt, linkMarks, useLinkWords } from './link-words';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LinkLineProps {
  readonly link: TopologyLink;
  readonly from: Point;
  readonly to: Point;
  /** How far from either point the line ends, px. */
  readonly edges: readonly [number, number];
  readonly selected: boolean;
  /** Others are selected: it steps back. */
  readonly faint: boolean;
  readonly label: 'always' | 'odd' | 'never';
  readonly onSelect: (link: TopologyLink) => void;
}

/** Where on a line its mark and its words stand, as shares of its length: apart, and off the crossing in the middle. */
const markAt = 0.5;
const wordsAt = 0.36;

/** One link. What is missing is drawn as missing; what one end lists is drawn from that end, up to its middle. */
export function LinkLine({ link, from, to, edges, selected, faint, label, onSelect }: LinkLineProps) {
  const { name, sentence } = useLinkWords();
  const line = lineBetween(from, to, ...edges);
  const odd = link.mark !== 'ok';
  const shows = selected || label === 'always' || (label === 'odd' && link.outlier !== null);
  return (
    <g
      data-testid="topology-link"
      {...linkMarks(link)}
      className={clsx('cursor-pointer', faint && !selected && 'opacity-30')}
      onClick={() => {
        onSelect(link);
      }}
    >
      <title>{`${name(link)}\n${sentence(link)}`}</title>
      <line {...line} className="stroke-transparent stroke-[12]" />
      {selected && <line {...line} className="stroke-accent stroke-[6] opacity-40" />}
      <Strokes link={link} line={line} />
      {odd && link.mark !== 'unknown' && <Glyph mark={link.mark} {...along(line, markAt)} />}
      {shows && link.rtt !== null && (
        <Words
          at={along(line, odd ? wordsAt - 0.04 : wordsAt)}
          text={formatRtt(link.rtt)}
          odd={link.outlier !== null}
        />
      )}
    </g>
  );
}

type Line = ReturnType<typeof lineBetween>;

function Strokes({ link: { state, words, outlier }, line }: { readonly link: TopologyLink; readonly line: Line }) {
  switch (state) {
    case 'both':
      return <line {...line} className={outlier === null ? 'stroke-line-strong' : 'stroke-warn stroke-2'} />;
    case 'missing':
      return <line {...line} className="stroke-crit stroke-2 [stroke-dasharray:2_7]" />;
    case 'ended':
    case 'unknown':
      return <line {...line} className="stroke-unknown [stroke-dasharray:2_6]" />;
    case 'oneEnd':
    case 'oneWay': {
      const middle = along(line, 0.5);
      const first = { ...line, x2: middle.x, y2: middle.y };
      const second = { ...line, x1: middle.x, y1: middle.y };
      const [seen, unseen] = words[0] === 'listed' ? [first, second] : [second, first];
      const stroke = state === 'oneWay' ? 'stroke-warn stroke-2' : 'stroke-line-strong';
      return (
        <>
          <line {...seen} className={stroke} />
          <line {...unseen} className={clsx(stroke, '[stroke-dasharray:2_5]')} />
        </>
      );
    }
  }
}

function along({ x1, y1, x2, y2 }: Line, share: number): Point {
  return { x: x1 + (x2 - x1) * share, y: y1 + (y2 - y1) * share };
}

const fills: Readonly<Record<Mark, string>> = {
  ok: 'fill-ok',
  busy: 'fill-busy',
  warn: 'fill-warn',
  crit: 'fill-crit',
  unknown: 'fill-unknown',
};

/** Shape with the colour, as all marks: an octagon with a cross, or a triangle. */
export function Glyph({ mark, x, y }: { readonly mark: Mark } & Point) {
  return (
    <g transform={`translate(${String(x)} ${String(y)})`}>
      <circle r={10} className="fill-panel" />
      {mark === 'crit' ? (
        <>
          <path d="M-3 -7h6L7 -3v6L3 7h-6L-7 3v-6z" className={fills[mark]} />
          <path d="M-2.5 -2.5l5 5m0 -5l-5 5" className="stroke-on-crit stroke-[1.5]" />
        </>
      ) : (
        <path d="M0 -6 6.5 5.5H-6.5z" className={fills[mark]} />
      )}
    </g>
  );
}

/** Words on a line, on a ground of their own. */
export function Words({ at, text, odd }: { readonly at: Point; readonly text: string; readonly odd: boolean }) {
  const width = text.length * 6.1 + 6;
  return (
    <g>
      <rect x={at.x - width / 2} y={at.y - 8} width={width} height={16} className="fill-panel" />
      <text
        x={at.x}
        y={at.y + 4}
        textAnchor="middle"
        className={clsx('type-mono text-[10px]', odd ? 'fill-warn-ink' : 'fill-text-3')}
      >
        {text}
      </text>
    </g>
  );
}
