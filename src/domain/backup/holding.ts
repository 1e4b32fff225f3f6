import { compare, type Count } from '../count';

/** What a stream holds: by `state` in `backup.json`, or by its leader's word. */
export interface StreamHolding {
  readonly messages: Count;
  readonly bytes: Count;
  readonly firstSeq: Count;
  readonly lastSeq: Count;
  readonly consumers: number;
}

/** Is all there that was to come back? More may be: the servers go on taking messages while they copy, and afterwards. */
export function holdsAll(found: Omit<StreamHolding, 'bytes'>, expected: Omit<StreamHolding, 'bytes'>): boolean {
  return (
    compare(found.messages, expected.messages) >= 0 &&
    compare(found.lastSeq, expected.lastSeq) >= 0 &&
    found.consumers >= expected.consumers
  );
}

/** Can it be a part of what was to come back, and nothing else? */
export function isPartOf(found: Omit<StreamHolding, 'bytes'>, expected: Omit<StreamHolding, 'bytes'>): boolean {
  return (
    compare(found.messages, expected.messages) <= 0 &&
    compare(found.lastSeq, expected.lastSeq) <= 0 &&
    found.consumers <= expected.consumers
  );
}
