import { streamFields, type StreamField } from '../../../domain/stream-config/fields';
import { streamRules, type StreamRule } from '../../../domain/stream-config/rules';
import type { Translate } from '../../../ui/translate';
import { parameterWords } from '../form/parameter-words';
import { partField } from '../form/part-fields';
import type { FormWords } from '../form/words';

/** Words for every field and rule of streams. */
export function streamWords(t: Translate): FormWords {
  return {
    label: (field) => (isField(field) ? t(`stream-fields:label.${field}`) : field),
    help: (field) => (isField(field) ? t(`stream-fields:help.${field}`) : ''),
    option: (field, value) => {
      const key = optionOf(field, value);
      return key === undefined ? value : t(`stream-fields:option.${key}`);
    },
    optionHelp: (field, value) => {
      const key = optionOf(field, value);
      return key === undefined ? '' : t(`stream-fields:optionHelp.${key}`);
    },
    partLabel: (part, field) => {
      const key = partField(part, field);
      return key === undefined ? field : t(`stream-fields:part.${key}`);
    },
    partHelp: (part, field) => {
      const key = partField(part, field);
      return key === undefined ? '' : t(`stream-fields:partHelp.${key}`, braces);
    },
    rule: (rule, parameters) =>
      isRule(rule) ? t(`stream-rules:${rule}`, parameterWords(t, parameters, inBytes.has(rule))) : rule,
  };
}

/** Subject transforms are written with what messages are filled in by. */
const braces = { open: '{{', close: '}}' };

/** Every word of every choice; a test holds them against the catalogue. */
export const streamOptions = [
  'retention.limits',
  'retention.interest',
  'retention.workqueue',
  'storage.file',
  'storage.memory',
  'discard.old',
  'discard.new',
  'compression.none',
  'compression.s2',
  'persistMode.default',
  'persistMode.async',
] as const;

const optionOf = (field: string, value: string) => streamOptions.find((known) => known === `${field}.${value}`);

/** Rules of which the numbers are bytes. */
const inBytes: ReadonlySet<StreamRule> = new Set<StreamRule>([
  'accountStorage',
  'accountMemory',
  'accountStreamBytes',
  'metaLeaderStorage',
  'metaLeaderMemory',
  'mirrorMessageSize',
  'sourceMessageSize',
]);

function isField(field: string): field is StreamField {
  return Object.hasOwn(streamFields, field);
}

function isRule(rule: string): rule is StreamRule {
  return Object.hasOwn(streamRules, rule);
}
