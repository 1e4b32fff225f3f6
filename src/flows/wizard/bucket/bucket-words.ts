import { keyValueFields, mostHistory, type BucketRule } from '../../../domain/stream-config/buckets';
import type { Translate } from '../../../ui/translate';
import type { FormWords } from '../form/words';
import { streamWords } from '../stream/stream-words';

type BucketField = keyof typeof keyValueFields;

/** Words of buckets; what a server would refuse is said as of the stream that it becomes. */
export function bucketWords(t: Translate): FormWords {
  const ofStream = streamWords(t);
  return {
    ...ofStream,
    label: (field) => (isField(field) ? t(`bucket-fields:label.${field}`) : field),
    help: (field) => (isField(field) ? t(`bucket-fields:help.${field}`) : ''),
    rule: (rule, parameters) =>
      isRule(rule) ? t(`bucket-fields:rule.${rule}`, { most: mostHistory }) : ofStream.rule(rule, parameters),
  };
}

function isField(field: string): field is BucketField {
  return Object.hasOwn(keyValueFields, field);
}

function isRule(rule: string): rule is BucketRule {
  return rule === 'bucketName' || rule === 'historyRange';
}
