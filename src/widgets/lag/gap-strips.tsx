import type { Sample, Window } from '../../domain/lag-history/sample';
import { plot } from './chart-size';
import type { SeriesLine } from './series-key';

export interface GapStripsProps {
  readonly lines: readonly SeriesLine[];
  readonly samples: readonly Sample[];
  readonly window: Window;
  /** Before that nobody looked: nothing is drawn (ms since 1970). */
  readonly since: number;
  readonly until: number;
  readonly label: string;
}

/** When a line is not drawn because nothing was known: a hatched strip for each copy of which that was so. */
export function GapStrips({ lines, samples, window, since, until, label }: GapStripsProps) {
  // The first step is not over before the first replies have come.
  const first = since + (window.to - window.from) / window.steps;
  const strips = lines.flatMap((line, index) => {
    const gaps = gapsOf(samples, index, first, until);
    return gaps.length === 0 ? [] : [{ line, gaps }];
  });
  if (strips.length === 0) return null;
  const share = (at: number) => `${String(((at - window.from) / (window.to - window.from)) * 100)}%`;
  return (
    <div
      aria-hidden="true"
      data-testid="lag-gaps"
      className="flex items-start pb-1"
      style={{ paddingRight: plot.right }}
    >
      <span className="type-mono shrink-0 pr-2 text-right text-text-3" style={{ width: plot.left }}>
        {label}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5 pt-1">
        {strips.map(({ line, gaps }) => (
          <div key={line.key} className="relative h-2" title={line.label}>
            {gaps.map(({ from, to }) => (
              <span
                key={from}
                data-series={line.key}
                data-from={from}
                data-to={to}
                className="absolute inset-y-0 hatched border border-dashed border-unknown"
                style={{
                  left: share(from),
                  width: share(window.from + to - from),
                  borderLeft: `3px solid ${line.look.colour}`,
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Times in which a series was not known, since the console looks. */
export function gapsOf(
  samples: readonly Sample[],
  index: number,
  since: number,
  until: number,
): readonly { readonly from: number; readonly to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  for (const sample of samples) {
    const [from, to] = [Math.max(sample.from, since), Math.min(sample.to, until)];
    if (sample.values[index] != null || to <= from) continue;
    const last = gaps.at(-1);
    if (last?.to === from) last.to = to;
    else gaps.push({ from, to });
  }
  return gaps;
}
