import { minute, type DurationNs } from '../asset-config/duration';
import { knows } from '../asset-config/release';
import type { Limit } from '../count';
import type { Version } from '../version';
import type { StreamConfig } from './fields';

/** What of the cluster changes what a server makes of a configuration. */
export interface EffectiveContext {
  readonly version: Version | null;
  /** The stream of that name in the account; `null`: none, or not known. */
  readonly find: (name: string) => StreamConfig | null;
}

/**
 * The configuration as a server will have it: what it fills in and what it changes without a word (`checkStreamCfg`,
 * 2.15.1). Compared with what a server then tells, it shows what an older one has dropped.
 */
export function effectiveStream(config: StreamConfig, { version, find }: EffectiveContext): StreamConfig {
  const { mirror, sources } = config;
  // Without a name there is nothing to name the subject after: that is what is refused.
  const named = mirror === null && sources.length === 0 && config.subjects.length === 0 && config.name !== '';
  const subjects = named ? [config.name] : config.subjects;
  const rollsUp = config.subjectDeleteMarkerTtl > 0 || config.allowMsgSchedules;
  const turnedOn = rollsUp && !config.allowRollup;
  const origin = mirror !== null && mirror.external === null ? find(mirror.name) : null;
  return sealedAs({
    ...asToolsTakeIt(config),
    subjects,
    duplicateWindow: duplicateWindow(config, version),
    allowMsgTtl: config.allowMsgTtl || config.subjectDeleteMarkerTtl > 0,
    allowRollup: config.allowRollup || rollsUp,
    denyPurge: config.denyPurge && !turnedOn,
    mirrorDirect: origin?.allowDirect ?? config.mirrorDirect,
    placement: isEmpty(config.placement) ? null : config.placement,
    consumerLimits: limitsNothing(config.consumerLimits) ? null : config.consumerLimits,
    republish: republish({ ...config, subjects }),
  });
}

/** What servers take for something else, and other tools refuse: limits below -1, and no copies at all. */
export function asToolsTakeIt(config: StreamConfig): StreamConfig {
  return {
    ...config,
    replicas: config.replicas === 0 ? 1 : config.replicas,
    maxMsgs: noLimit(config.maxMsgs),
    maxMsgsPerSubject: noLimit(config.maxMsgsPerSubject),
    maxBytes: noLimit(config.maxBytes),
    maxMsgSize: noLimit(config.maxMsgSize),
    maxConsumers: noLimit(config.maxConsumers),
  };
}

/** Zero and what is below -1 is no limit. */
function noLimit(limit: Limit): Limit {
  return limit !== 'unlimited' && limit <= 0 ? 'unlimited' : limit;
}

function duplicateWindow(
  { duplicateWindow, maxAge, mirror, sources }: StreamConfig,
  version: Version | null,
): DurationNs {
  if (duplicateWindow !== 0 || mirror !== null) return duplicateWindow;
  if (sources.length > 0 && knows(version, '2.14')) return 0;
  return maxAge !== 0 && maxAge < 2 * minute ? maxAge : 2 * minute;
}

function isEmpty(placement: StreamConfig['placement']): boolean {
  return placement !== null && placement.cluster === '' && placement.tags.length === 0 && placement.preferred === '';
}

function limitsNothing(limits: StreamConfig['consumerLimits']): boolean {
  return limits !== null && limits.inactiveThreshold === 0 && limits.maxAckPending === 0;
}

/** From everything to everything is taken for "as the transform does", if that is of the only subject (2.12+). */
function republish({ republish: given, subjectTransform, subjects }: StreamConfig): StreamConfig['republish'] {
  if (given === null) return null;
  const source = given.source === '' ? '>' : given.source;
  const [only, ...others] = subjects;
  const implicit =
    source === '>' && given.destination === '>' && others.length === 0 && subjectTransform?.source === only;
  if (!implicit || subjectTransform === null) return { ...given, source };
  return { ...given, source: subjectTransform.destination, destination: subjectTransform.destination };
}

/** Sealing changes other fields with it. */
function sealedAs(config: StreamConfig): StreamConfig {
  if (!config.sealed) return config;
  return { ...config, maxAge: 0, discard: 'new', denyDelete: true, denyPurge: true, allowRollup: false };
}
