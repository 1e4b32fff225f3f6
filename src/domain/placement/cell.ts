import type { ConsumerModel, ReplicaModel, StreamModel } from '../cluster/model';
import { isGone } from '../cluster/presence';
import type { ServerName } from '../ids';

/**
 * How one copy stands, in the order in which one is worth more attention than another: where many share a pixel, the last
 * of these is drawn.
 */
export const cellStates = [
  'follower',
  'leader',
  'catchingUp',
  'pending',
  'leaderless',
  'behind',
  'unheard',
  'unknown',
  'missing',
  'silent',
] as const;
/**
 * `catchingUp`: its store lacks messages and grows. `behind`: it trails and is not seen to gain. `leaderless`: it is there,
 * nobody leads. `unheard`: its server answers us, its leader has not heard it for 10 s. `pending`: assigned, no member yet.
 * `missing`: its server answers and does not report it. `silent`: its server does not answer. `unknown`: nobody can say.
 */
export type CellState = (typeof cellStates)[number];

/** One copy in the matrix. */
export interface Cell {
  readonly server: ServerName;
  readonly state: CellState;
  /** `null`: only the reconfiguration that runs names this server (2.15). */
  readonly copy: ReplicaModel | null;
  /** The reconfiguration that runs will take it away (2.15). */
  readonly leaving: boolean;
  /** The stream or consumer has no other copy. */
  readonly only: boolean;
}

/** Servers that answer and whose word on their streams was not read yet: what they hold is not known. */
export type Unread = ReadonlySet<ServerName>;

/** The copies of a stream, and those that a running reconfiguration will add. Members without a name are left out. */
export function streamCells({ copies, group }: StreamModel, unread: Unread, nameOf: NameOf = asIs): readonly Cell[] {
  return cellsOf(copies, group.desired?.replicas ?? null, (copy) => streamCopyState(copy, unread), nameOf);
}

/** One text for each name: comparing a text with itself is what makes looking up 30,000 of them quick. */
export type NameOf = (name: ServerName) => ServerName;
const asIs: NameOf = (name) => name;

/** The copies of a consumer. It has positions and no store of its own. */
export function consumerCells({ copies, group }: ConsumerModel): readonly Cell[] {
  return cellsOf(copies, group.desired?.replicas ?? null, groupState, asIs);
}

function cellsOf(
  copies: readonly ReplicaModel[],
  desired: readonly ServerName[] | null,
  stateOf: (copy: ReplicaModel) => CellState,
  nameOf: NameOf,
): readonly Cell[] {
  const cells: Cell[] = [];
  for (const copy of copies) {
    if (copy.server === null) continue;
    const leaving = desired !== null && desired.length > 0 && !desired.includes(copy.server);
    cells.push({ server: nameOf(copy.server), state: stateOf(copy), copy, leaving, only: copies.length === 1 });
  }
  for (const server of desired ?? [])
    if (!cells.some((cell) => cell.server === server))
      cells.push({ server: nameOf(server), state: 'pending', copy: null, leaving: false, only: false });
  return cells;
}

function streamCopyState(copy: ReplicaModel, unread: Unread): CellState {
  const state = groupState(copy);
  if (copy.presence.kind !== 'answering' || copy.state !== null || state === 'pending') return state;
  return copy.server !== null && unread.has(copy.server) ? 'unknown' : 'missing';
}

function groupState({ presence, role, contact, mark, store }: ReplicaModel): CellState {
  if (isGone(presence)) return 'silent';
  if (presence.kind !== 'answering') return 'unknown';
  if (role === 'pending') return 'pending';
  if (contact.kind === 'self') return 'leader';
  if (role === 'unknown' || role === 'single') return 'leaderless';
  if (contact.kind === 'lost') return 'unheard';
  if (mark === 'unknown') return 'unknown';
  if (mark === 'ok') return 'follower';
  return store.kind === 'behind' && store.catchUp !== null ? 'catchingUp' : 'behind';
}
