import { clsx } from 'clsx';
import type { Mark as MarkValue } from '../../domain/cluster/model';
import type { TopologyLink } from '../../domain/topology/model';
import { Mark } from '../../ui/mark';
import type { lineBetween } from './layout';
import { formatRtt, linkMarks, useLinkWords } from './link-words';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a link is drawn. `plain`: with its round trip. `bare`: its mark only. `thin`: one of very many. */
export type LinkLook = 'plain' | 'bare' | 'thin';

export interface LinkLineProps {
  readonly link: TopologyLink;
  readonly line: Line;
  readonly selected: boolean;
  /** Others are selected: it steps back. */
  readonly faint: boolean;
  readonly look: LinkLook;
  /** Where on the line its round trip stands, as a share of its length: off the crossings. */
  readonly wordsAt: number;
  readonly onSelect: (link: TopologyLink) => void;
}

/** One link. What is missing is drawn as missing; what one end lists is drawn from that end, up to its middle. */
export function LinkLine({ link, line, selected, faint, look, wordsAt, onSelect }: LinkLineProps) {
  const { name, sentence } = useLinkWords();
  const isMarked = link.mark !== 'ok' && link.mark !== 'unknown' && (look !== 'thin' || link.outlier === null);
  const isTold = link.rtt !== null && (selected || look === 'plain' || (look === 'bare' && link.outlier !== null));
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
      <Strokes link={link} line={line} thin={look === 'thin'} />
      {isTold ? (
        <Words at={along(line, wordsAt)} text={formatRtt(link.rtt)} mark={isMarked ? link.mark : null} />
      ) : (
        isMarked && <Glyph mark={link.mark} {...along(line, look === 'thin' ? 0.3 : 0.5)} />
      )}
    </g>
  );
}

type Line = ReturnType<typeof lineBetween>;

interface StrokesProps {
  readonly link: TopologyLink;
  readonly line: Line;
  readonly thin: boolean;
}

function Strokes({ link: { state, words, outlier }, line, thin }: StrokesProps) {
  switch (state) {
    case 'both':
      return (
        <line
          {...line}
          className={outlier === null ? 'stroke-line-strong' : thin ? 'stroke-warn opacity-60' : 'stroke-warn stroke-2'}
        />
      );
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

/** Shape with the colour, as all marks. */
export function Glyph({ mark, x, y }: { readonly mark: MarkValue } & Point) {
  return (
    <g transform={`translate(${String(x)} ${String(y)})`}>
      <circle r={10} className="fill-canvas" />
      <g transform="translate(-7 -7)">
        <Mark tone={mark} size={14} />
      </g>
    </g>
  );
}

interface WordsProps {
  readonly at: Point;
  readonly text: string;
  readonly mark: MarkValue | null;
}

/** Words on a line, with its mark before them, on a ground of their own. */
function Words({ at: { x, y }, text, mark }: WordsProps) {
  const width = text.length * 6.2 + 6;
  const room = mark === null ? 0 : 16;
  return (
    <g>
      <rect x={x - (width + room) / 2} y={y - 8} width={width + room} height={16} className="fill-canvas" />
      {mark !== null && (
        <g transform={`translate(${String(x - (width + room) / 2 + 2)} ${String(y - 7)})`}>
          <Mark tone={mark} size={14} />
        </g>
      )}
      <text
        x={x + room / 2}
        y={y + 4}
        textAnchor="middle"
        className={clsx('type-small', mark === null ? 'fill-text-3' : 'fill-text')}
      >
        {text}
      </text>
    </g>
  );
}
