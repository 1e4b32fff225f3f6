import { streamFields, type StreamConfig } from '../../../domain/stream-config/fields';
import { validateStream } from '../../../domain/stream-config/validate';
import type { DraftFault } from '../../../domain/asset-form/draft';
import type { Translate } from '../../../ui/translate';
import { shownProblems, type ShownProblem } from '../form/problems';
import type { FormWords } from '../form/words';
import type { KnownContext } from './use-stream-context';

/** All that is wrong with what is typed, as far as it is known. */
export function checkStream(
  t: Translate,
  words: FormWords,
  config: StreamConfig,
  faults: readonly DraftFault[],
  { context, hasAllStreams }: KnownContext,
): readonly ShownProblem[] {
  const found = validateStream(config, context);
  // That an origin is missing can be said only by who knows all streams.
  const known = hasAllStreams ? found : found.filter(({ rule }) => rule !== 'originMissing');
  return shownProblems(t, streamFields, words, faults, known);
}

/** Fields of the first page: enough for most streams, and what the chosen kind cannot do without. */
export function essentialsOf({ mirror, sources }: StreamConfig): readonly string[] {
  return [
    'name',
    'description',
    ...(mirror === null ? ['subjects'] : ['mirror']),
    ...(sources.length > 0 ? ['sources'] : []),
    'retention',
    'discard',
    'storage',
    'replicas',
    'maxAge',
    'maxBytes',
    'maxMsgs',
    'maxMsgsPerSubject',
  ];
}
