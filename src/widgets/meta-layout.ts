/** Where a peer stands in the drawing, in px. */
export interface PeerPlace {
  readonly x: number;
  readonly y: number;
  /** Side on which its words stand. */
  readonly side: 'left' | 'right';
}

/** A drawing of a group. The first place is the leader's. */
export interface MetaLayout {
  readonly height: number;
  readonly places: readonly PeerPlace[];
}

/** Radius of a peer, px. */
export const peerRadius = 19;
/** Room for the words beside a peer, px. */
const words = 128;
/** Above the leader's place: its crown. */
const top = 44;
/** Between the leader and the first row of followers, and between two rows, px. */
const drop = 68;
const row = 48;
/** Height over which few rows spread, px. */
const spread = 104;

/**
 * The leader at the top, the others in pairs down an arc, by turns to the right and to the left. Arithmetic instead of a
 * layout engine: a Raft group has a handful of members. Text keeps its size; on a phone the arc gives way.
 */
export function layOutMeta(count: number, width: number): MetaLayout {
  const across = Math.min(Math.max(width / 2 - words, 44), 140);
  const middle = width / 2;
  const rows = Math.ceil((count - 1) / 2);
  const gap = Math.max(row, rows > 1 ? spread / (rows - 1) : 0);
  const followers = Array.from({ length: Math.max(count - 1, 0) }, (_, index): PeerPlace => {
    const at = Math.floor(index / 2);
    const y = top + drop + at * gap;
    const alone = index % 2 === 0 && index === count - 2;
    if (alone) return { x: middle, y, side: 'right' };
    const out = across * arc((at + 1) / (rows + 1));
    return index % 2 === 0 ? { x: middle + out, y, side: 'right' } : { x: middle - out, y, side: 'left' };
  });
  const places: readonly PeerPlace[] = [{ x: middle, y: top, side: 'right' }, ...followers];
  return { height: Math.max(...places.map(({ y }) => y)) + peerRadius + 12, places: places.slice(0, count) };
}

/** Share of the width at a share of the height: widest above the middle, never so narrow that a pair meets. */
function arc(down: number): number {
  return Math.max(1 - (down - 0.4) ** 2 * 2.2, 0.55);
}
