import bucketFields from './en/bucket-fields';
import consumerFields from './en/consumer-fields';
import consumerRules from './en/consumer-rules';
import restore from './en/restore';
import streamFields from './en/stream-fields';
import streamRules from './en/stream-rules';
import wizard from './en/wizard';

/** Words of every field and rule: loaded with the first wizard. */
export const wizardWords = {
  'bucket-fields': bucketFields,
  'consumer-fields': consumerFields,
  'consumer-rules': consumerRules,
  restore,
  'stream-fields': streamFields,
  'stream-rules': streamRules,
  wizard,
};
