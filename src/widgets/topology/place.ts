import type { RingShape } from './ring-shape';

/** Where a server stands in the drawing, px. */
export interface Place {
  readonly x: number;
  readonly y: number;
  /** Direction in which the name of a dot stands away from it, radians. */
  readonly angle: number;
  /** Half of the width and height of what stands there: lines end at its edge. */
  readonly half: readonly [number, number];
  /** `null`: it stands in no box. */
  readonly ring: Ring | null;
}

/** A cluster in its place: a box with its name, its servers on a circle. */
export interface Ring extends RingShape {
  /** Middle of the box. */
  readonly x: number;
  readonly y: number;
  /** Middle of the circle. */
  readonly middle: { readonly x: number; readonly y: number };
}
