import type { ClusterModel } from '../cluster/model';
import { isAtLeast } from '../version';

/** The first version that answers RAFTZ. */
const raftzSince = { major: 2, minor: 10, patch: 26, pre: '' } as const;

/** May RAFTZ be asked of everybody? Decided by the oldest server that answers. */
export function knowsRaftz({ servers }: Pick<ClusterModel, 'servers'>): boolean {
  const answering = [...servers.values()].filter(({ presence }) => presence.kind === 'answering');
  return answering.length > 0 && answering.every(({ version }) => isAtLeast(version, raftzSince));
}
