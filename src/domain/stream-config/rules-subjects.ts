import { isSubject, isSubset, overlapBetween, subjectsOverlap } from '../asset-config/subjects';
import { mappingFault, transformFault, type TransformFault } from '../asset-config/transform';
import type { StreamContext } from './context';
import type { StreamConfig } from './fields';
import type { StreamFindings } from './findings';

/** The subjects that a stream takes in, and what it makes of them. `config` is as the server will have it. */
export function checkSubjects(config: StreamConfig, context: StreamContext, find: StreamFindings): void {
  for (const [index, subject] of config.subjects.entries()) {
    const path = `subjects.${index}` as const;
    if (!isSubject(subject)) find.add('subjectInvalid', path, { subject });
    else {
      checkReserved(subject, config, path, find);
      checkOthers(subject, config.subjects.slice(0, index), path, find);
    }
  }
  checkOtherStreams(config, context, find);
  checkTransform(config, context, find);
  checkRepublish(config, find);
}

function checkOthers(
  subject: string,
  before: readonly string[],
  path: `subjects.${number}`,
  find: StreamFindings,
): void {
  if (before.includes(subject)) {
    find.add('subjectTwice', path, { subject });
    return;
  }
  const other = before.find((one) => isSubject(one) && subjectsOverlap(one, subject));
  if (other !== undefined) find.add('subjectsOverlapEachOther', path, { subject, other });
}

/** Subjects of the servers' own: what they hear there must not be answered. */
function checkReserved(subject: string, config: StreamConfig, path: `subjects.${number}`, find: StreamFindings): void {
  if (subject === '>') {
    find.when(!config.noAck, 'allSubjectsNeedNoAck', [path, 'noAck']);
    find.when(config.replicas > 1, 'allSubjectsNeedOneReplica', [path, 'replicas']);
    return;
  }
  if (config.noAck) return;
  const own = ['$JS.>', '$JSC.>', '$NRG.>'].some((space) => subjectsOverlap(subject, space));
  if (own && !isSubset(subject, '$JS.EVENT.>')) find.add('subjectOfJetStreamNeedsNoAck', [path, 'noAck'], { subject });
  if (subjectsOverlap(subject, '$SYS.>') && !isSubset(subject, '$SYS.ACCOUNT.>'))
    find.add('subjectOfSystemNeedsNoAck', [path, 'noAck'], { subject });
}

/** One subject, one stream: also through wildcards. */
function checkOtherStreams(config: StreamConfig, { streams, edited }: StreamContext, find: StreamFindings): void {
  const self = edited?.config.name ?? config.name;
  for (const { name, config: other } of streams) {
    if (name === self) continue;
    const overlap = overlapBetween(config.subjects, other.subjects);
    if (overlap === null) continue;
    const index = config.subjects.indexOf(overlap.own);
    find.add('subjectsOverlapStream', `subjects.${index}`, {
      subject: overlap.own,
      stream: name,
      other: overlap.other,
    });
  }
}

function checkTransform({ subjectTransform }: StreamConfig, { version }: StreamContext, find: StreamFindings): void {
  if (subjectTransform === null) return;
  const { source, destination } = subjectTransform;
  if (source !== '' && !isSubject(source)) find.add('transformSource', 'subjectTransform.source', { source });
  const fault = mappingFault(source, destination, version);
  if (fault) find.add('transformDestination', 'subjectTransform.destination', faultParameters(fault));
}

export const faultParameters = ({ kind, token }: TransformFault) => ({ fault: kind, token });

function checkRepublish({ republish, subjects }: StreamConfig, find: StreamFindings): void {
  if (republish === null) return;
  const { source, destination } = republish;
  const taken = subjects.find((subject) => subjectsOverlap(destination, subject));
  if (taken !== undefined) find.add('republishCycle', ['republish.destination', 'subjects'], { subject: taken });
  const fault = transformFault(source, destination);
  if (fault) find.add('republishInvalid', ['republish.destination', 'republish.source'], faultParameters(fault));
}
