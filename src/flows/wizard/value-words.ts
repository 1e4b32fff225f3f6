import { isInteger, isRecord } from '../../domain/asset-config/config';
import type { Shape } from '../../domain/asset-config/field';
import { deepEqual } from '../../domain/same';
import type { Translate } from '../../ui/translate';
import { formatCount } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { bytesWords, durationWords } from './form/read-back';
import type { FormWords } from './form/words';

/** A value of a configuration in words, for lists of what differs. */
export function valueWords(t: Translate, words: FormWords, field: string, shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'name':
    case 'text':
    case 'subject':
    case 'time':
      return typeof value === 'string' && value !== '' ? literal(value) : t('wizard:review.empty');
    case 'subjects':
    case 'texts':
      return listed(
        t,
        list(value).map((item) => literal(String(item))),
      );
    case 'durations':
      return listed(t, list(value).filter(isInteger).map(durationWords));
    case 'flag':
      return t(value === true ? 'wizard:review.on' : 'wizard:review.off');
    case 'count':
      return isInteger(value) ? formatCount(value) : t('wizard:review.empty');
    case 'limit':
      return isInteger(value) ? formatCount(value) : t('wizard:review.unlimited');
    case 'byteLimit':
      return isInteger(value) ? bytesWords(value) : t('wizard:review.unlimited');
    case 'duration':
      return isInteger(value) && value !== 0 ? durationWords(value) : t('wizard:review.none');
    case 'choice':
      return words.option(field, String(value));
    case 'entries':
      return listed(
        t,
        Object.entries(isRecord(value) ? value : {}).map(([key, text]) => `${literal(key)}: ${literal(String(text))}`),
      );
    case 'part':
      return isRecord(value) ? partWords(t, words, shape, value) : t('wizard:review.none');
    case 'parts':
      return listed(
        t,
        list(value).map((item) => (isRecord(item) ? partWords(t, words, shape, item) : '')),
        '; ',
      );
  }
}

/** Entries written out before the rest is counted. */
const most = 12;

function listed(t: Translate, items: readonly string[], between = ', '): string {
  if (items.length === 0) return t('wizard:review.none');
  if (items.length > most) return t('wizard:review.items', { count: items.length });
  return items.join(between);
}

function partWords(
  t: Translate,
  words: FormWords,
  { part, fields }: Extract<Shape, { kind: 'part' | 'parts' }>,
  value: Readonly<Record<string, unknown>>,
): string {
  return Object.entries(fields)
    .filter(([key, inner]) => !deepEqual(value[key], inner.default))
    .map(([key, inner]) => `${words.partLabel(part, key)}: ${valueWords(t, words, key, inner, value[key])}`)
    .join(', ');
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
