import type { ClusterModel } from '../cluster/model';
import type { Verdict } from './hysteresis';

/** Looks at one model; remembers nothing. Asked only while our own connection is live. */
export type Rule = (model: ClusterModel) => readonly Verdict[];
