import { compare } from '../count';
import {
  isAssetName,
  isLiteral,
  isPublishSubject,
  isSubject,
  isSubset,
  subjectsOverlap,
} from '../asset-config/subjects';
import { mappingFault } from '../asset-config/transform';
import type { StreamContext } from './context';
import type { StreamConfig } from './fields';
import type { StreamFindings } from './findings';
import { faultParameters } from './rules-subjects';
import { checkRange, finderOf, uint64 } from './rules-basic';
import type { Source } from './source-fields';

type SourcePath = 'mirror' | `sources.${number}`;

/** Mirrors and sources. */
export function checkCopies(config: StreamConfig, context: StreamContext, find: StreamFindings): void {
  const { mirror, sources } = config;
  const isNew = context.edited === null;
  find.when(isNew && config.mirrorDirect && mirror === null, 'mirrorDirectNeedsMirror', ['mirrorDirect', 'mirror']);
  if (mirror !== null) {
    checkMirrorAlone(config, find);
    checkSource(mirror, 'mirror', config, context, find);
  }
  for (const [index, source] of sources.entries()) {
    checkSource(source, `sources.${index}`, config, context, find);
    checkTwice(source, sources.slice(0, index), `sources.${index}`, find);
  }
  checkExternals(config, context, find);
  checkCircle(config, context, find);
}

/** A mirror is what its origin is, and nothing of its own. */
function checkMirrorAlone(config: StreamConfig, find: StreamFindings): void {
  find.when(config.firstSeq > 0, 'mirrorWithFirstSeq', ['firstSeq', 'mirror']);
  find.when(config.subjects.length > 0, 'mirrorWithSubjects', ['subjects', 'mirror']);
  find.when(config.sources.length > 0, 'mirrorWithSources', ['sources', 'mirror']);
  find.when(config.allowMsgCounter, 'mirrorWithCounter', ['allowMsgCounter', 'mirror']);
  find.when(config.allowAtomicPublish, 'mirrorWithAtomic', ['allowAtomicPublish', 'mirror']);
  find.when(config.allowBatchPublish, 'mirrorWithBatch', ['allowBatchPublish', 'mirror']);
  find.when(config.allowMsgSchedules, 'mirrorWithSchedules', ['allowMsgSchedules', 'mirror']);
}

function checkSource(
  source: Source,
  path: SourcePath,
  config: StreamConfig,
  context: StreamContext,
  find: StreamFindings,
): void {
  const isMirror = path === 'mirror';
  // The name of a mirror elsewhere is not looked at; a source's always is.
  const named = isAssetName(source.name);
  const checked = !isMirror || source.external === null;
  if (!named && checked) find.add(isMirror ? 'mirrorNameInvalid' : 'sourceNameInvalid', `${path}.name`);
  find.when(!named && !checked, 'originNameDoubtful', `${path}.name`);
  const { filterSubject: filter, subjectTransforms: transforms } = source;
  if (filter !== '' && transforms.length > 0)
    find.add(isMirror ? 'mirrorTwoFilters' : 'sourceTwoFilters', [
      `${path}.filterSubject`,
      `${path}.subjectTransforms`,
    ]);
  find.when(filter !== '' && !isSubject(filter), 'filterInvalid', `${path}.filterSubject`, { subject: filter });
  checkRange(source.optStartSeq, uint64, `${path}.optStartSeq`, find);
  const twice = source.optStartSeq !== 0 && source.optStartTime !== null;
  find.when(twice, 'startGivenTwice', [`${path}.optStartTime`, `${path}.optStartSeq`]);
  checkTransforms(source, path, context, find);
  checkConsumer(source, path, find);
  if (source.external === null && named) checkOrigin(source, path, config, context, find);
}

function checkTransforms(
  { subjectTransforms: all }: Source,
  path: SourcePath,
  { version }: StreamContext,
  find: StreamFindings,
): void {
  const isMirror = path === 'mirror';
  for (const [index, { source, destination }] of all.entries()) {
    const at = `${path}.subjectTransforms.${index}` as const;
    if (source !== '' && !isSubject(source))
      find.add(isMirror ? 'mirrorTransformSource' : 'sourceTransformSource', `${at}.source`, { source });
    const fault = mappingFault(source, destination, version);
    if (fault)
      find.add(
        isMirror ? 'mirrorTransformDestination' : 'sourceTransformDestination',
        `${at}.destination`,
        faultParameters(fault),
      );
    const before = all.slice(0, index).map((one) => one.source);
    const collides = isMirror ? subjectsOverlap : (a: string, b: string) => isSubset(a, b) || isSubset(b, a);
    if (before.some((other) => collides(other, source)))
      find.add(isMirror ? 'mirrorTransformsOverlap' : 'sourceTransformsOverlap', `${at}.source`, { source });
  }
}

/** A consumer made beforehand already holds where to start and what to take. */
function checkConsumer(source: Source, path: SourcePath, find: StreamFindings): void {
  const { consumer } = source;
  if (consumer === null) return;
  const rule = path === 'mirror' ? 'mirrorConsumerInvalid' : 'sourceConsumerInvalid';
  find.when(!isAssetName(consumer.name), rule, `${path}.consumer.name`);
  const { deliverSubject } = consumer;
  find.when(!isLiteral(deliverSubject) || !isSubject(deliverSubject), rule, `${path}.consumer.deliverSubject`);
  find.when(source.optStartSeq !== 0, rule, [`${path}.optStartSeq`, `${path}.consumer`]);
  find.when(source.optStartTime !== null, rule, [`${path}.optStartTime`, `${path}.consumer`]);
  find.when(source.filterSubject !== '', rule, [`${path}.filterSubject`, `${path}.consumer`]);
}

function checkOrigin(
  { name }: Source,
  path: SourcePath,
  { maxMsgSize: own }: StreamConfig,
  context: StreamContext,
  find: StreamFindings,
): void {
  const origin = finderOf(context)(name);
  if (origin === null) {
    find.add('originMissing', `${path}.name`, { stream: name });
    return;
  }
  const theirs = origin.maxMsgSize;
  if (own === 'unlimited' || own <= 0 || theirs === 'unlimited' || compare(own, theirs) >= 0) return;
  const rule = path === 'mirror' ? 'mirrorMessageSize' : 'sourceMessageSize';
  find.add(rule, ['maxMsgSize', `${path}.name`], { stream: name, least: theirs });
}

/** Two sources of one stream need different filters or transforms. */
function checkTwice(source: Source, before: readonly Source[], path: `sources.${number}`, find: StreamFindings): void {
  find.when(before.map(sourceIdentity).includes(sourceIdentity(source)), 'sourceTwice', path, { stream: source.name });
  const { consumer } = source;
  if (consumer === null) return;
  const place = (one: Source) => JSON.stringify([one.name, one.external?.api ?? null, one.consumer?.name ?? null]);
  find.when(before.map(place).includes(place(source)), 'sourceConsumerTwice', `${path}.consumer.name`);
}

/** As `composeIName`: an empty subject is all of them. */
function sourceIdentity({ name, external, consumer, filterSubject, subjectTransforms }: Source): string {
  const all = (subject: string) => (subject === '' ? '>' : subject);
  const mapped =
    subjectTransforms.length === 0
      ? [[all(filterSubject)], ['>']]
      : [
          subjectTransforms.map(({ source }) => all(source)),
          subjectTransforms.map(({ destination }) => all(destination)),
        ];
  return JSON.stringify([name, external?.api ?? null, consumer?.name ?? null, mapped]);
}

/** Prefixes of another account or domain. */
function checkExternals(config: StreamConfig, context: StreamContext, find: StreamFindings): void {
  const all = [
    ...(config.mirror === null ? [] : [{ source: config.mirror, path: 'mirror' as const }]),
    ...config.sources.map((source, index) => ({ source, path: `sources.${index}` as const })),
  ];
  const local = all.flatMap(({ source }) =>
    source.external === null ? (finderOf(context)(source.name)?.subjects ?? []) : [],
  );
  for (const { source, path } of all) {
    const { api = '', deliver = '' } = source.external ?? {};
    if (deliver !== '' && !isPublishSubject(deliver))
      find.add('externalDeliverInvalid', `${path}.external.deliver`, { prefix: deliver });
    else {
      const taken = local.find((subject) => deliver !== '' && subjectsOverlap(subject, `${deliver}.${subject}`));
      if (taken !== undefined)
        find.add('externalDeliverOverlaps', `${path}.external.deliver`, { prefix: deliver, subject: taken });
    }
    if (api === '') continue;
    if (!isPublishSubject(api)) find.add('externalApiInvalid', `${path}.external.api`, { prefix: api });
    else find.when(subjectsOverlap(api, '$JS.API'), 'externalApiOverlaps', `${path}.external.api`, { prefix: api });
  }
}

/** A stream that is copied into itself, also by way of others, would never end. */
function checkCircle(config: StreamConfig, context: StreamContext, find: StreamFindings): void {
  const known = finderOf(context);
  const visited = new Set<string>();
  const waiting: { readonly config: StreamConfig; readonly from: SourcePath | null }[] = [{ config, from: null }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { config: current, from } = next;
    visited.add(current.name);
    for (const { source, path, seen } of originsOf(current, from)) {
      const origin = known(source.name);
      if (visited.has(source.name)) {
        if (seen(current.subjects)) {
          find.add('copiesInCircle', `${path}.name`, { stream: source.name });
          return;
        }
      } else if (origin !== null) waiting.push({ config: origin, from: path });
    }
  }
}

/** The streams of this account that are copied, in the server's order; `path` is the field of the first step. */
function originsOf({ mirror, sources }: StreamConfig, from: SourcePath | null) {
  const found: { source: Source; path: SourcePath; seen: (subjects: readonly string[]) => boolean }[] = [];
  for (const [index, source] of sources.entries()) {
    const { filterSubject: filter } = source;
    const seen = (subjects: readonly string[]) => filter === '' || subjects.some((one) => subjectsOverlap(one, filter));
    if (source.external === null) found.push({ source, path: from ?? `sources.${index}`, seen });
  }
  if (mirror?.external === null) found.push({ source: mirror, path: from ?? 'mirror', seen: () => true });
  return found;
}
