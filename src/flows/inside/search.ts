import * as v from 'valibot';
import type { Count } from '../../domain/count';
import { count } from '../../domain/count';
import { searchChoice, searchText } from '../../state/use-page-search';

/** A subject may have thousands of characters. */
const subjectText = v.fallback(v.pipe(v.string(), v.maxLength(2048)), '');

/** `seq` or `time`: where the list begins. `message`: the one that is read. */
export const messagesSearch = v.object({
  order: searchChoice(['newest', 'oldest']),
  subject: subjectText,
  seq: searchText(''),
  time: searchText(''),
  message: searchText(''),
  live: searchChoice(['', 'on']),
});

export type MessagesSearch = v.InferOutput<typeof messagesSearch>;

/** A sequence as an address holds it; `null`: none. */
export function sequenceOf(text: string): Count | null {
  return /^\d{1,20}$/.test(text) ? count(BigInt(text)) : null;
}
