/** Where a peer stands in the drawing, in units of its view box. */
export interface PeerPlace {
  readonly x: number;
  readonly y: number;
  /** Side on which its words stand. */
  readonly side: 'left' | 'right';
}

export const view = { width: 500, height: 290 };
const center = { x: view.width / 2, y: 152 };

/**
 * The first member, the leader, at the top and the others around the circle, clockwise. Arithmetic instead of a layout
 * engine: a Raft group has a handful of members.
 */
export function placePeers(count: number): readonly PeerPlace[] {
  const radius = { x: 100, y: 104 };
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
    const x = center.x + radius.x * Math.cos(angle);
    return { x, y: center.y + radius.y * Math.sin(angle), side: x < center.x - 1 ? 'left' : 'right' };
  });
}
