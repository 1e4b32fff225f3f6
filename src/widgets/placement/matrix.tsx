import {
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from 'react';
import type { ServerName, StreamKey } from '../../domain/ids';
import type { Grouping, RowGroup } from '../../domain/placement/arrange';
import type { PlacementColumn } from '../../domain/placement/columns';
import type { Heat, RateOf } from '../../domain/placement/heat';
import type { ColumnTotals, Measure } from '../../domain/placement/totals';
import { useTranslation } from '../../ui/translate';
import { literal } from '../literal';
import { Codes } from './matrix-codes';
import { MatrixDrawing, matrixPicture } from './matrix-drawing';
import { MatrixFoot, footRow } from './matrix-foot';
import { columnAt, geometry as geometryOf } from './matrix-geometry';
import { MatrixHead } from './matrix-head';
import { headsOf, layOutLines, lineAt, linesOf, type Expanded, type Zoom } from './matrix-lines';
import { spotAfterKey, zoomAfterKey } from './matrix-keys';
import { MatrixTwin } from './matrix-twin';
import { isAt, sameSpot, spotOn, type Pointing, type Spot } from './spot';
import { useMatrixWords } from './use-matrix-words';
import { usePalette } from './use-palette';
import { useSize } from './use-size';
import { useZoomWheel } from './use-zoom-wheel';

export interface MatrixProps {
  readonly label: string;
  readonly groups: readonly RowGroup[];
  readonly group: Grouping;
  readonly columns: readonly PlacementColumn[];
  /** The stream whose consumers are lines beneath it. */
  readonly expanded: Expanded | null;
  readonly heat: Heat;
  /** Largest value among the cells, of {@link heat}. */
  readonly most: number;
  readonly rateOf: RateOf;
  readonly zoom: Zoom;
  readonly selected: Spot | null;
  readonly chosen: ReadonlySet<ServerName>;
  readonly totals: readonly ColumnTotals[];
  readonly measures: readonly Measure[];
  readonly pointing: Pointing;
  readonly onSelect: (spot: Spot | null) => void;
  readonly onOpen: (spot: Spot) => void;
  readonly onExpand: (stream: StreamKey) => void;
  readonly onChoose: (server: ServerName) => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly handle?: Ref<MatrixHandle>;
}

export interface MatrixHandle {
  /** All of it as a PNG; `null` where the browser cannot draw. */
  readonly picture: () => Promise<Blob | null>;
}

/** Lines that the twin holds at most: at a low zoom more are in sight than anybody reads. */
const twinLines = 100;
/** ms after the last scroll or zoom */
const settled = 120;

/** Names of the columns; the same array while they are the same: a column is another object whenever its server speaks. */
function useServers(columns: readonly PlacementColumn[]): readonly ServerName[] {
  const names = columns.map(({ name }) => name);
  const text = JSON.stringify(names);
  // The names are as their text is.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => names, [text]);
}

/** Heads and totals go with the cells. */
function moveColumns(scroller: HTMLElement, scrollLeft: number): void {
  const offset = `translateX(${-scrollLeft}px)`;
  for (const moved of scroller.querySelectorAll<HTMLElement>('[data-columns]'))
    if (moved.style.transform !== offset) moved.style.transform = offset;
}

/** Streams and servers in one drawing that stays fluent with 10,000 streams. Arrow keys go from cell to cell. */
export function Matrix(props: MatrixProps) {
  const { groups, group, columns, expanded, heat, most, rateOf, zoom, selected, chosen, pointing } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<MatrixDrawing | null>(null);
  const anchor = useRef<{ readonly line: number; readonly y: number } | null>(null);
  const size = useSize(scroller);
  const palette = usePalette();
  const activeId = useId();

  const words = useMatrixWords(group, heat, rateOf);
  const servers = useServers(columns);
  const longest = servers.reduce((most, name) => Math.max(most, name.length), 0);
  const geometry = useMemo(
    () => geometryOf(size.width, columns.length, longest),
    [size.width, columns.length, longest],
  );
  const headed = group !== '';
  const lines = useMemo(() => linesOf(groups, headed, expanded), [groups, headed, expanded]);
  const heads = useMemo(() => headsOf(lines), [lines]);
  // With its rule.
  const head = geometry.headHeight + 1;
  const short = size.height < 480 || size.width < 600;
  const measures = useMemo(() => (short ? props.measures.slice(0, 2) : props.measures), [short, props.measures]);
  const foot = measures.length * footRow + 1;
  const viewHeight = Math.max(0, size.height - head - foot);
  const layout = useMemo(() => layOutLines(lines, heads, zoom, viewHeight), [lines, heads, zoom, viewHeight]);
  const codes = useMemo(() => new Codes(lines, servers, heat, most, rateOf), [lines, servers, heat, most, rateOf]);
  const scene = useMemo(
    () => (palette === null ? null : { layout, codes, geometry, palette }),
    [layout, codes, geometry, palette],
  );
  const line = useMemo(() => lines.findIndex((one) => isAt(one, selected)), [lines, selected]);
  const marks = useMemo(() => {
    const at = new Map(servers.map((name, index) => [name, index]));
    return {
      column: selected === null ? -1 : (at.get(selected.server) ?? -1),
      chosen: new Set([...chosen].flatMap((name) => at.get(name) ?? [])),
    };
  }, [servers, selected, chosen]);
  const [range, setRange] = useState({ first: 0, last: twinLines - 1 });
  const inSight = useMemo(() => lines.slice(range.first, range.last + 1), [lines, range]);

  const hover = useRef(-1);
  const look = () => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, scrollLeft } = element;
    moveColumns(element, scrollLeft);
    const scale = devicePixelRatio;
    const view = { scrollTop, scrollLeft, height: viewHeight, scale, line, hoverLine: hover.current, ...marks };
    drawing.current?.look(view);
  };
  const settle = () => {
    const top = scroller.current?.scrollTop ?? 0;
    const first = Math.max(lineAt(layout.tops, top), 0);
    const last = Math.min(lineAt(layout.tops, top + viewHeight), first + twinLines - 1);
    setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
  };
  // Words for lines that only pass by would cost more than the drawing.
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const settleSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(settle, settled);
  };

  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    drawing.current = new MatrixDrawing(element);
    return () => drawing.current?.stop();
  }, []);
  // What was under the pointer stays there while the rows grow or shrink.
  useLayoutEffect(() => {
    const [element, kept] = [scroller.current, anchor.current];
    anchor.current = null;
    if (element !== null && kept !== null) element.scrollTop = (layout.tops[kept.line] ?? 0) - kept.y;
  }, [layout.rowHeight, layout.tops]);
  useLayoutEffect(() => {
    if (scene !== null) drawing.current?.show(scene, words);
    look();
    settleSoon();
    // `look` and `settleSoon` read what is named here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [scene, words, marks, line, viewHeight]);

  const onScroll = () => {
    look();
    settleSoon();
  };

  const spotAt = (event: { readonly clientX: number; readonly clientY: number }) => {
    const box = canvas.current?.getBoundingClientRect();
    const element = scroller.current;
    if (box === undefined || element === null) return { number: -1, y: 0, spot: null, onCell: false };
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const inside = y >= 0 && y < viewHeight && y + element.scrollTop < (layout.tops.at(-1) ?? 0);
    const number = inside ? lineAt(layout.tops, y + element.scrollTop) : -1;
    const column = columns[columnAt(geometry, x, element.scrollLeft)];
    const server = column?.name ?? (x < geometry.left ? selected?.server : undefined) ?? columns[0]?.name;
    return { number, y, spot: spotOn(lines[number], server), onCell: column !== undefined };
  };
  const zoomTo = (next: Zoom, line: number, y: number) => {
    if (next === zoom) return;
    anchor.current = { line, y };
    props.onZoom(next);
  };
  const zoomAround = (next: Zoom) => {
    const top = scroller.current?.scrollTop ?? 0;
    const middle = line >= 0 ? line : lineAt(layout.tops, top + viewHeight / 2);
    zoomTo(next, middle, Math.min(Math.max((layout.tops[middle] ?? 0) - top, 0), viewHeight - 24));
  };
  useZoomWheel(scroller, (key, at) => {
    const { number } = spotAt(at);
    const next = zoomAfterKey(key, zoom);
    if (next !== null && number >= 0)
      zoomTo(next, number, (layout.tops[number] ?? 0) - (scroller.current?.scrollTop ?? 0));
  });

  const reveal = (number: number, column: number) => {
    const element = scroller.current;
    if (element === null) return;
    const [top, bottom] = [layout.tops[number] ?? 0, layout.tops[number + 1] ?? 0];
    if (top < element.scrollTop) element.scrollTop = top - (number === 1 ? top : 0);
    else if (bottom > element.scrollTop + viewHeight) element.scrollTop = bottom - viewHeight;
    const [x, end] = [column * geometry.columnWidth, (column + 1) * geometry.columnWidth];
    if (x < element.scrollLeft) element.scrollLeft = x;
    else if (end > element.scrollLeft + geometry.cellsWidth) element.scrollLeft = end - geometry.cellsWidth;
  };
  // An address may lead to a cell far down.
  const revealed = useRef<Spot | null>(null);
  useEffect(() => {
    if (line < 0 || viewHeight === 0 || sameSpot(revealed.current, selected)) return;
    revealed.current = selected;
    reveal(line, marks.column);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const zoomed = zoomAfterKey(event.key, zoom);
    if (zoomed !== null) zoomAround(zoomed);
    else if (event.key === 'Enter' && selected !== null) props.onOpen(selected);
    else if ((event.key === ' ' || event.key === 'e') && selected !== null) props.onExpand(selected.stream);
    else if (event.key === 's' && selected !== null) props.onChoose(selected.server);
    else if (event.key === 'Escape') props.onSelect(null);
    else {
      const page = Math.max(1, Math.floor(viewHeight / Math.max(layout.rowHeight, 1)) - 1);
      const next = spotAfterKey(event.key, lines, columns, line, marks.column, page);
      if (next === null) return;
      const spot = spotOn(lines[next.line], columns[next.column]?.name);
      if (spot !== null) props.onSelect(spot);
    }
    event.preventDefault();
  };

  useImperativeHandle(props.handle, () => ({
    picture: async () => {
      if (scene === null) return null;
      const heads = columns.map(({ name }) => literal(name));
      return matrixPicture(scene, words, heads, devicePixelRatio);
    },
  }));

  return (
    <div ref={scroller} onScroll={onScroll} className="relative min-h-0 flex-1 overflow-auto overscroll-x-none">
      <div
        style={{
          width: geometry.width + geometry.scrollWidth,
          minHeight: (layout.tops.at(-1) ?? 0) + head + foot,
        }}
      >
        <div className="sticky top-0 left-0 z-10 border-b border-line bg-panel" style={{ width: geometry.width }}>
          <MatrixHead geometry={geometry} columns={columns} chosen={chosen} onChoose={props.onChoose} />
        </div>
        <div
          role="grid"
          tabIndex={0}
          aria-label={props.label}
          aria-description={t('placement:keys')}
          aria-rowcount={lines.length + 1}
          aria-colcount={columns.length + 2}
          aria-activedescendant={line < range.first || line > range.last ? undefined : activeId}
          data-testid="placement-matrix"
          data-zoom={zoom}
          className="sticky left-0 focus-visible:focus-ring-inset"
          style={{ top: head, width: geometry.width, height: viewHeight }}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => {
            const { number, spot, onCell } = spotAt(event);
            pointing.set(onCell ? spot : null);
            if (hover.current === number) return;
            hover.current = number;
            look();
          }}
          onPointerLeave={() => {
            pointing.set(null);
            hover.current = -1;
            look();
          }}
          onClick={(event) => {
            const { spot } = spotAt(event);
            if (spot !== null) props.onSelect(spot);
          }}
          onDoubleClick={() => selected !== null && props.onOpen(selected)}
        >
          <canvas ref={canvas} aria-hidden className="block" style={{ width: geometry.width, height: viewHeight }} />
          <div className="sr-only">
            <MatrixTwin
              lines={inSight}
              first={range.first}
              servers={servers}
              selected={selected}
              words={words}
              activeId={activeId}
            />
          </div>
        </div>
        <div className="sticky left-0" style={{ width: geometry.width, top: head + viewHeight }}>
          <MatrixFoot geometry={geometry} totals={props.totals} shown={measures} />
        </div>
      </div>
    </div>
  );
}
