import { formatCount } from '../format';
import { leaderPlace, type LaneScale } from './lane-scale';

const percent = (share: number) => `${String(share * 100)}%`;

/** How far behind the places of a column are, and what stands at its line. */
export function LaneAxis({ scale, leader }: { readonly scale: LaneScale; readonly leader: string }) {
  return (
    <div aria-hidden="true" className="type-mono relative h-4 whitespace-nowrap text-text-3">
      <span className="absolute left-0">−{formatCount(scale.span)}</span>
      <span className="absolute -translate-x-1/2" style={{ left: percent(leaderPlace / 2) }}>
        −{formatCount(scale.span / 2)}
      </span>
      <span className="absolute right-0">{leader}</span>
    </div>
  );
}
