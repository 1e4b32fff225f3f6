import { lazy, Suspense, useMemo, useRef, type ReactNode } from 'react';
import type { ServerName } from '../../domain/ids';
import { gapsOf } from '../../domain/lag-history/gaps';
import type { LagSeries } from '../../domain/lag-history/model';
import { readingOf, sampleSeries, stepsOf } from '../../domain/lag-history/sample';
import { useTranslation } from '../../ui/translate';
import { EmptyState } from '../../ui/empty-state';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { useCalm } from '../../ui/use-calm';
import { useWidth } from '../../ui/use-width';
import { chartRows, topOf } from './chart-rows';
import { chartHeight } from './chart-size';
import { GapStrips } from './gap-strips';
import { HistoryTable } from './history-table';
import { SeriesKey } from './series-key';
import { looksOf } from './series-look';
import { ticksOf, windowOf, type Span } from './spans';

/** The chart library is fetched when a chart is shown, and not before. */
const LagChart = lazy(async () => ({ default: (await import('./lag-chart')).LagChart }));

export interface HistoryPanelProps {
  readonly title: string;
  readonly meta?: ReactNode;
  readonly series: readonly LagSeries[];
  readonly labelOf: (series: LagSeries) => string;
  /** All servers of the cluster: by their order each has its colour. */
  readonly servers: readonly ServerName[];
  /** Since when the console looks; `null` before the first picture (ms since 1970). */
  readonly since: number | null;
  /** Moment of the picture; nothing is drawn after it (ms since 1970). */
  readonly now: number;
  readonly span: Span;
  readonly onSpan: (span: Span) => void;
  readonly view: '' | 'table';
  readonly onView: (view: '' | 'table') => void;
  /** Stands beneath the drawing: since when, and what is not kept. */
  readonly note: ReactNode;
}

/** Between two drawings (ms): parts of one poll are not worth a chart each. */
const pause = 1_000;

/** Messages behind over time, drawn or as a table. Gaps are where nothing was known. */
export function HistoryPanel(props: HistoryPanelProps) {
  const { t } = useTranslation();
  const { title, meta, series, now, span, onSpan, view, onView, note } = props;
  const calm = useCalm(
    useMemo(() => ({ series, now }), [series, now]),
    pause,
  );
  return (
    <Panel title={title} meta={meta} padding="none">
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-2 border-b border-line px-3 py-1.5">
        <Segmented
          label={t('lag:history.span')}
          current={span}
          options={(['minutes', 'hour', 'day'] as const).map((id) => ({ id, label: t(`lag:history.spans.${id}`) }))}
          onChoose={onSpan}
        />
        <Segmented
          label={t('lag:view')}
          current={view}
          options={(['', 'table'] as const).map((id) => ({
            id,
            label: t(`lag:history.views.${id === '' ? 'chart' : id}`),
          }))}
          onChoose={onView}
        />
      </div>
      {series.length === 0 ? (
        <EmptyState title={t('lag:history.none')} />
      ) : view === 'table' ? (
        <div role="region" aria-label={title} tabIndex={0} className="max-h-96 overflow-auto">
          <Twin {...props} {...calm} />
        </div>
      ) : (
        <Drawing {...props} {...calm} />
      )}
      <p className="type-small border-t border-line px-3 py-2 text-text-3">{note}</p>
    </Panel>
  );
}

function Twin({ title, series, labelOf, now, span }: HistoryPanelProps) {
  const { window, steps } = useMemo(() => {
    const window = windowOf(span, now, 'listed');
    return { window, steps: series.map((one) => stepsOf(one, window)) };
  }, [series, span, now]);
  return <HistoryTable caption={title} labels={series.map(labelOf)} steps={steps} window={window} until={now} />;
}

function Drawing(props: HistoryPanelProps) {
  const { t } = useTranslation();
  const { series, labelOf, servers, since, now, span } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const { rows, lines, strips, top, window } = useMemo(() => {
    const window = windowOf(span, now, 'drawn');
    const samples = sampleSeries(series, window).filter(({ from }) => from < now);
    const readings = series.map((_, index) => readingOf(samples, index));
    const looks = looksOf(
      series.map(({ server }) => server),
      servers,
    );
    const drawn = series.flatMap((one, index) => {
      const [look, reading] = [looks[index], readings[index]];
      if (!look || !reading) return [];
      const line = { key: `${one.stream} ${one.server}`, label: labelOf(one), look, ...reading, kept: one.kept };
      return [{ line, gaps: gapsOf(one, window, since ?? now, now) }];
    });
    return {
      rows: chartRows(samples, now),
      lines: drawn.map(({ line }) => line),
      strips: drawn.filter(({ gaps }) => gaps.length > 0),
      top: topOf(Math.max(...readings.map(({ most }) => most ?? 0))),
      window,
    };
  }, [series, labelOf, servers, since, now, span]);
  return (
    <div data-testid="lag-chart" className="relative grid gap-x-2 px-3 pt-2 pb-1 @3xl:grid-cols-[minmax(0,1fr)_13rem]">
      <div ref={frame} className="min-w-0" style={{ minHeight: chartHeight }}>
        <Suspense fallback={<Skeleton label={t('model:loading')} lines={5} />}>
          {width > 0 && (
            <LagChart rows={rows} lines={lines} window={window} ticks={ticksOf(span, window)} top={top} width={width} />
          )}
        </Suspense>
        <GapStrips strips={strips} window={window} label={t('lag:history.unknownShort')} />
      </div>
      <SeriesKey lines={lines} top={top} />
      <div className="sr-only">
        <Twin {...props} />
      </div>
    </div>
  );
}
