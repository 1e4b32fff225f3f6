import { clsx } from 'clsx';
import { leaderPlace, type BarShape } from './lane-scale';

export interface LaneBarProps {
  /** `null`: nothing is known of where the copy is. */
  readonly shape: BarShape | null;
  readonly leads: boolean;
  /** The gap is one to worry about. */
  readonly isLosing: boolean;
}

const percent = (share: number) => `${String(share * 100)}%`;

/** One bar: what the copy has, what it has not applied yet, and the gap to the line of its leader. */
export function LaneBar({ shape, leads, isLosing }: LaneBarProps) {
  return (
    <div aria-hidden="true" className="relative h-4">
      <div className="absolute inset-x-0 top-1/2 h-px bg-line" />
      {shape !== null && <Filled shape={shape} leads={leads} />}
      {shape !== null && shape.end < leaderPlace && (
        <Gap from={shape.end} isBound={shape.isBound} isLosing={isLosing} />
      )}
      {shape === null && (
        <div
          className="absolute top-1/2 left-0 -mt-px border-t-2 border-dashed border-unknown opacity-60"
          style={{ width: percent(leaderPlace) }}
        />
      )}
      <div className="absolute -inset-y-1.5 w-px bg-text-3" style={{ left: percent(leaderPlace) }} />
    </div>
  );
}

function Filled({
  shape: { start, end, applied, isBound },
  leads,
}: {
  readonly shape: BarShape;
  readonly leads: boolean;
}) {
  const width = percent(Math.max(end - start, 0.004));
  if (isBound) {
    return (
      <div
        className="absolute inset-y-0 hatched border border-dashed border-unknown"
        style={{ left: percent(start), width }}
      />
    );
  }
  return (
    <>
      <div
        className={clsx(
          'absolute inset-y-0',
          applied === null ? 'bg-ramp-3' : 'bg-ramp-2',
          leads && 'border-r-2 border-ramp-5',
        )}
        style={{ left: percent(start), width }}
      />
      {applied !== null && (
        <div
          className="absolute inset-y-0 bg-ramp-3"
          style={{ left: percent(start), width: percent(Math.max(Math.min(applied, end) - start, 0)) }}
        />
      )}
    </>
  );
}

function Gap({
  from,
  isBound,
  isLosing,
}: {
  readonly from: number;
  readonly isBound: boolean;
  readonly isLosing: boolean;
}) {
  return (
    <div
      className={clsx(
        'absolute top-1/2 -mt-px border-t-2',
        isBound ? 'border-dashed border-unknown' : isLosing ? 'border-warn' : 'border-busy',
      )}
      style={{ left: percent(from), width: percent(leaderPlace - from) }}
    />
  );
}
