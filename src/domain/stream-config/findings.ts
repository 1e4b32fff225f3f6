import { Findings } from '../asset-config/problem';
import type { StreamPath } from './fields';
import { streamRules, type StreamRule } from './rules';

/** What the rules of streams have found so far. */
export class StreamFindings extends Findings<StreamRule, StreamPath> {
  constructor() {
    super(streamRules);
  }
}
