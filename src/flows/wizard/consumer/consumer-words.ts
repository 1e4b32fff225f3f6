import { consumerFields, type ConsumerField } from '../../../domain/consumer-config/fields';
import { consumerRules, type ConsumerRule } from '../../../domain/consumer-config/rules';
import type { Translate } from '../../../ui/translate';
import { parameterWords } from '../form/parameter-words';
import type { FormWords } from '../form/words';

/** Words for every field and rule of consumers, which have no parts. */
export function consumerWords(t: Translate): FormWords {
  return {
    label: (field) => (isField(field) ? t(`consumer-fields:label.${field}`) : field),
    help: (field) => (isField(field) ? t(`consumer-fields:help.${field}`) : ''),
    option: (field, value) => {
      const key = optionOf(field, value);
      return key === undefined ? value : t(`consumer-fields:option.${key}`);
    },
    optionHelp: (field, value) => {
      const key = optionOf(field, value);
      return key === undefined ? '' : t(`consumer-fields:optionHelp.${key}`);
    },
    partLabel: (_, field) => field,
    partHelp: () => '',
    rule: (rule, parameters) =>
      isRule(rule) ? t(`consumer-rules:${rule}`, parameterWords(t, parameters, false)) : rule,
  };
}

/** Every word of every choice; a test holds them against the catalogue. */
export const consumerOptions = [
  'deliverPolicy.all',
  'deliverPolicy.last',
  'deliverPolicy.new',
  'deliverPolicy.by_start_sequence',
  'deliverPolicy.by_start_time',
  'deliverPolicy.last_per_subject',
  'replayPolicy.instant',
  'replayPolicy.original',
  'ackPolicy.none',
  'ackPolicy.all',
  'ackPolicy.explicit',
  'ackPolicy.flow_control',
  'priorityPolicy.none',
  'priorityPolicy.overflow',
  'priorityPolicy.pinned_client',
  'priorityPolicy.prioritized',
] as const;

const optionOf = (field: string, value: string) => consumerOptions.find((known) => known === `${field}.${value}`);

function isField(field: string): field is ConsumerField {
  return Object.hasOwn(consumerFields, field);
}

function isRule(rule: string): rule is ConsumerRule {
  return Object.hasOwn(consumerRules, rule);
}
