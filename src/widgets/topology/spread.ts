/** Half of a box, px. */
export interface Size {
  readonly halfWidth: number;
  readonly halfHeight: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Spots {
  readonly width: number;
  readonly height: number;
  /** Middles of the boxes. */
  readonly places: readonly Spot[];
  /** Two, one below the other. */
  readonly stacked: boolean;
}

/** Between two boxes: the line of their gateways and its words, px. `closest`: side by side where room is short. */
const beside = 150;
const closest = 105;
const below = 80;
const margin = 4;

/** Boxes side by side or one below the other; more than two around an ellipse, so that no line between two crosses a third. */
export function spread(sizes: readonly Size[], width: number): Spots {
  const [first, second] = sizes;
  if (first === undefined) return { width, height: 0, places: [], stacked: false };
  if (second === undefined) return framed(sizes, [{ x: 0, y: 0 }], width);
  if (sizes.length === 2) return framed(sizes, two(first, second, width), width);
  return framed(sizes, around(sizes, width), width);
}

/** So wide may each of two boxes be that they stand side by side. */
export function halfOf(width: number): number {
  return (width - closest) / 2 - margin;
}

/** One more box below all others, in the middle of the width. */
export function withOneBelow(spots: Spots, { halfHeight }: Size): Spots {
  const y = spots.height + below / 4 + halfHeight;
  return { ...spots, height: y + halfHeight + margin, places: [...spots.places, { x: spots.width / 2, y }] };
}

function two(a: Size, b: Size, width: number): readonly Spot[] {
  const inRow = 2 * (a.halfWidth + b.halfWidth);
  // Side by side their tops are level.
  if (inRow + closest + 2 * margin <= width) {
    const gap = Math.min(beside, width - inRow - 2 * margin);
    return [
      { x: 0, y: 0 },
      { x: a.halfWidth + gap + b.halfWidth, y: b.halfHeight - a.halfHeight },
    ];
  }
  return [
    { x: 0, y: 0 },
    { x: 0, y: a.halfHeight + below + b.halfHeight },
  ];
}

/** The smallest ellipse, not wider than there is room if that can be, on which no two boxes come too close. */
function around(sizes: readonly Size[], width: number): readonly Spot[] {
  const start = sizes.length === 4 ? -0.75 * Math.PI : -0.5 * Math.PI;
  const widest = Math.max(...sizes.map(({ halfWidth }) => halfWidth));
  const room = Math.max(width / 2 - widest - margin, widest + beside / 2);
  for (let wide = 40, high = 40; ;) {
    const spots = sizes.map((_, index) => {
      const angle = start + (2 * Math.PI * index) / sizes.length;
      return { x: wide * Math.cos(angle), y: high * Math.sin(angle) };
    });
    if (!sizes.some((size, index) => isCrowded(size, spots, sizes, index))) return spots;
    if (wide < room) wide = Math.min(room, wide + 10);
    else high += 10;
  }
}

function isCrowded(size: Size, spots: readonly Spot[], sizes: readonly Size[], index: number): boolean {
  const spot = spots[index];
  return sizes.slice(0, index).some((other, at) => {
    const near = spots[at];
    if (spot === undefined || near === undefined) return false;
    const [dx, dy] = [Math.abs(spot.x - near.x), Math.abs(spot.y - near.y)];
    return dx < size.halfWidth + other.halfWidth + beside * 0.6 && dy < size.halfHeight + other.halfHeight + below;
  });
}

/** Moved so that all boxes are inside, in the middle of the width. */
function framed(sizes: readonly Size[], spots: readonly Spot[], width: number): Spots {
  const edges = sizes.map(({ halfWidth, halfHeight }, index) => {
    const { x, y } = spots[index] ?? { x: 0, y: 0 };
    return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
  });
  const left = Math.min(...edges.map((edge) => edge.left));
  const right = Math.max(...edges.map((edge) => edge.right));
  const top = Math.min(...edges.map((edge) => edge.top));
  const bottom = Math.max(...edges.map((edge) => edge.bottom));
  const whole = Math.max(width, right - left + 2 * margin);
  const shift = { x: (whole - left - right) / 2, y: margin - top };
  return {
    width: whole,
    height: bottom - top + 2 * margin,
    places: spots.map(({ x, y }) => ({ x: x + shift.x, y: y + shift.y })),
    stacked: spots.length === 2 && spots[0]?.x === spots[1]?.x,
  };
}
