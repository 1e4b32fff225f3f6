import type { ClusterModel } from '../domain/cluster/model';
import type { Facts } from '../domain/facts/facts';
import type { StreamKey } from '../domain/ids';
import { assembleRaftLog } from '../domain/raft-log/assemble';
import type { RaftLog } from '../domain/raft-log/model';
import { keepIdentity } from '../domain/same';

/** Where the copies of a stream are in their Raft log, when somebody looks; the known object while nothing changed. */
export class RaftLogView {
  #last: RaftLog | undefined;

  of(facts: Facts, model: ClusterModel, stream: StreamKey): RaftLog | null {
    const fresh = assembleRaftLog(facts, model, stream);
    if (fresh === null) return null;
    this.#last = keepIdentity(this.#last, fresh);
    return this.#last;
  }
}
