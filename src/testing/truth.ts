import { cluster, watchedFrom } from './arbitrary';
import type { StreamSpec, TestCluster } from './builders';

/*
 * A cluster as it is, for what is concluded from the words of its servers to be held against: by the servers that run, and
 * the messages that they hold.
 */

/** Whose configurations are known. */
export const histories = watchedFrom(cluster.map((one) => one.changeStreams(() => ({ config: true }))));

export const serverNames = ['n1', 'n2', 'n3', 'n4', 'n5'];

export function isUp(one: TestCluster, name: string): boolean {
  return one.server(name).up;
}

/** A copy that runs and lacks nothing that the leader has. */
export function isWhole(one: TestCluster, stream: StreamSpec, name: string): boolean {
  return isUp(one, name) && positionOf(stream, name) >= positionOf(stream, stream.leader ?? '');
}

/** `null`: none that runs. */
export function leaderOf(one: TestCluster, { leader, on }: StreamSpec): string | null {
  return leader !== null && on.includes(leader) && isUp(one, leader) ? leader : null;
}

function positionOf({ lastSeq, positions }: StreamSpec, name: string) {
  return positions[name] ?? lastSeq;
}
