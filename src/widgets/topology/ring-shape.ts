import type { TopologyCluster } from '../../domain/topology/model';
import { literal, shorten } from '../literal';

/** Half of the height of a server's plate, px. */
export const plateHalf = 14;
/** Of a dot, px. */
export const dotRadius = 5.5;
/** Height of a box's head with the name of the cluster, px. */
export const headHeight = 34;
/** Characters of a name that are written on a plate, and beside a dot. */
export const written = { plate: 16, dot: 14 } as const;

/** Servers of a ring up to which they are plates. */
const roomyMost = 8;
/** Servers of a ring up to which every route is drawn: 66 lines. */
const wholeMost = 12;
/** Between names of neighbours around a ring, px. */
const step = 17;
/** A character of a name, on the average, px. */
const character = 6.4;
/** Between the edge of a box and what is in it, px. */
const pad = 18;
/** Half of the height of a large ring with its names: the drawing is seen whole on a screen of 900 px. */
const seenWhole = 240;
/** A character of a cluster's name, which is bold, px. */
const boldCharacter = 7;
/** Between two plates side by side: a round trip, px. */
const roundTrip = 74;

/** A cluster as a box: its servers on a circle. */
export interface RingShape {
  readonly cluster: TopologyCluster;
  readonly radius: number;
  /** Few servers are plates with their names on them, many are dots with their names around. */
  readonly roomy: boolean;
  /** Every link is drawn; else only what should be looked at, since a full mesh of many is a black disc. */
  readonly whole: boolean;
  readonly halfWidth: number;
  readonly halfHeight: number;
  /** Of the middle of the circle below that of the box: the head, and a triangle reaches further up than down. */
  readonly drop: number;
}

/** How large the box of a cluster is where there is so much room for it, px. `nameless`: what is written for no name. */
export function shapeOf(cluster: TopologyCluster, width: number, nameless: string): RingShape {
  const { name, servers } = cluster;
  const count = servers.length;
  const [roomy, whole] = [count <= roomyMost, count <= wholeMost];
  const plate = Math.max(0, ...servers.map(plateWidth)) / 2;
  const names = Math.max(0, ...servers.map((server) => textWidth(server, written.dot))) + 14;
  const reach = roomy ? { x: plate + pad, y: plateHalf + pad } : { x: names + pad, y: names + pad };
  const room = Math.min(width / 2 - reach.x, seenWhole - reach.y);
  const radius = roomy ? plateRadius(count, plate) : dotsRadius(count, room);
  const corners = servers.map((_, index) => angleAt(index, count));
  const wide = Math.max(0, ...corners.map((angle) => Math.abs(Math.cos(angle)))) * radius;
  const up = Math.max(0, ...corners.map((angle) => -Math.sin(angle))) * radius;
  const down = Math.max(0, ...corners.map((angle) => Math.sin(angle))) * radius;
  const least =
    name === null ? (nameless.length * boldCharacter) / 2 + pad : Math.min(140, textWidth(name, 40) / 2 + 56);
  return {
    cluster,
    radius,
    roomy,
    whole,
    halfWidth: Math.max(least, wide + reach.x),
    halfHeight: (up + down + headHeight) / 2 + reach.y - (roomy ? 4 : 0),
    drop: (up - down + headHeight) / 2,
  };
}

/** So large that the round trip between two plates side by side can be read. */
function plateRadius(count: number, plate: number): number {
  if (count <= 1) return 0;
  const side = 2 * Math.sin(Math.PI / count);
  return Math.max(44 + count * 19, (2 * plate + (count <= 5 ? roundTrip : 16)) / side);
}

function dotsRadius(count: number, room: number): number {
  return Math.max(120, (count * step) / (2 * Math.PI), room);
}

/** From the top, clockwise; two stand side by side. Radians. */
export function angleAt(index: number, count: number): number {
  return (2 * Math.PI * index) / count - (count === 2 ? Math.PI : Math.PI / 2);
}

/** Of a server with its mark and its name on it, px. */
export function plateWidth(name: string): number {
  return Math.round(textWidth(name, written.plate) + 36);
}

function textWidth(name: string, most: number): number {
  return shorten(literal(name), most).length * character;
}
