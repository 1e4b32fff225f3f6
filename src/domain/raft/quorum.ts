/** Votes needed to elect a leader and to accept a write: `floor(n/2)+1`, in every server version. */
export function quorumOf(members: number): number {
  return Math.floor(members / 2) + 1;
}
