import type { Gap } from '../../domain/lag-history/gaps';
import type { Window } from '../../domain/lag-history/sample';
import { plot } from './chart-size';
import type { SeriesLine } from './series-key';

export interface GapStripsProps {
  readonly strips: readonly { readonly line: SeriesLine; readonly gaps: readonly Gap[] }[];
  readonly window: Window;
  readonly label: string;
}

/** When a line is not drawn because nothing was known: a hatched strip for each copy of which that was so. */
export function GapStrips({ strips, window, label }: GapStripsProps) {
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
