import type { InsideFailure } from '../../domain/inside/ops';
import type { OpError } from '../../engine/protocol';
import type { Translate } from '../../ui/translate';
import { literal, shorten } from '../../widgets/literal';

/** Why a question was not answered, as a part of a sentence. */
export function failureWords(t: Translate, failure: InsideFailure | OpError): string {
  if (!('kind' in failure)) return t('wizard:failure.engine');
  const description = failure.kind === 'refused' ? shorten(literal(failure.description), 200) : '';
  return t(`wizard:failure.${failure.kind}`, { description });
}
