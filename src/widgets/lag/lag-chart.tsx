import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { useTranslation } from '../../ui/translate';
import type { Window } from '../../domain/lag-history/sample';
import { formatCount, readCount, textOf } from '../format';
import { formatClock } from '../format-time';
import { chartHeight, plot } from './chart-size';
import type { ChartRow } from './chart-rows';
import type { SeriesLook } from './series-look';

export interface LagChartProps {
  readonly rows: readonly ChartRow[];
  readonly lines: readonly { readonly key: string; readonly label: string; readonly look: SeriesLook }[];
  readonly window: Window;
  readonly ticks: readonly number[];
  readonly top: number;
  readonly width: number;
}

/** Lines in steps over time, with a gap wherever nothing is known. The one file that loads the chart library. */
export function LagChart({ rows, lines, window, ticks, top, width }: LagChartProps) {
  const { t } = useTranslation();
  const tick = { fill: 'var(--text-3)', fontSize: 11, fontFamily: 'var(--font-mono)' };
  return (
    <LineChart
      width={width}
      height={chartHeight}
      data={rows}
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      title={t('lag:history.drawing')}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="at"
        type="number"
        domain={[window.from, window.to]}
        ticks={[...ticks]}
        height={plot.bottom}
        tickFormatter={(at: number) => formatClock(at).slice(0, 5)}
        tick={tick}
        axisLine={{ stroke: 'var(--line-strong)' }}
        tickLine={false}
        allowDataOverflow
      />
      <YAxis
        domain={[0, top]}
        ticks={[0, top / 2, top]}
        width={plot.left}
        tickFormatter={(value: number) => textOf(readCount(value))}
        tick={tick}
        axisLine={false}
        tickLine={false}
      />
      <Tooltip
        isAnimationActive={false}
        filterNull={false}
        cursor={{ stroke: 'var(--text-3)' }}
        content={({ active, label }) => <Reading rows={rows} lines={lines} at={active ? Number(label) : null} />}
      />
      {lines.map(({ key, look }, index) => (
        <Line
          key={key}
          type="stepAfter"
          dataKey={({ values }: ChartRow) => values[index] ?? null}
          stroke={look.colour}
          strokeWidth={2}
          {...(look.dash === undefined ? {} : { strokeDasharray: look.dash })}
          dot={false}
          activeDot={{ r: 3 }}
          connectNulls={false}
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  );
}

/** What the lines say at the moment under the pointer, or under the cursor that the arrow keys move. */
function Reading({ rows, lines, at }: Pick<LagChartProps, 'rows' | 'lines'> & { readonly at: number | null }) {
  const { t } = useTranslation();
  const row = at === null ? undefined : rows.find((one) => one.at === at);
  if (!row) return null;
  return (
    <div className="type-small rounded-control border border-line-strong bg-raised px-2 py-1 shadow-overlay">
      <p className="type-mono text-text-3">{formatClock(row.at)}</p>
      {lines.map(({ key, label }, index) => (
        <p key={key} className="flex justify-between gap-4">
          <span>{label}</span>
          <span className="text-text-2">
            {row.values[index] == null ? t('lag:history.unknown') : formatCount(row.values[index])}
          </span>
        </p>
      ))}
    </div>
  );
}
