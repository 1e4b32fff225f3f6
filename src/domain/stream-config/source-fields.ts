import { count, name, part, parts, subject, time } from '../asset-config/shape';
import type { ConfigOf } from '../asset-config/field';

/*
 * Parts of a stream's configuration, by the names of nats-server's JSON (`StreamSource`, `SubjectTransformConfig`,
 * `ExternalStream`, `StreamConsumerSource`).
 */

export const transformFields = { source: subject('src'), destination: subject('dest') };

/** The JetStream API of another account or domain. */
export const externalFields = { api: subject('api'), deliver: subject('deliver') };

/** A consumer made beforehand, from which is read instead of one that the server makes. */
export const sourceConsumerFields = { name: name('name'), deliverSubject: subject('deliver_subject') };

/** A stream to copy from: the mirror, or one of the sources. */
export const sourceFields = {
  name: name('name'),
  optStartSeq: count('opt_start_seq'),
  optStartTime: time('opt_start_time'),
  filterSubject: subject('filter_subject'),
  subjectTransforms: parts('subject_transforms', 'transform', transformFields, '2.10'),
  external: part('external', 'external', externalFields),
  consumer: part('consumer', 'sourceConsumer', sourceConsumerFields, '2.14'),
};

export type Transform = ConfigOf<typeof transformFields>;
export type Source = ConfigOf<typeof sourceFields>;
