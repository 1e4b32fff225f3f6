import type { ClusterModel, StreamModel } from '../cluster/model';
import type { AccountId, DomainName } from '../ids';
import type { ExistingStream } from './context';
import { readStreamConfig } from './wire';

/** The streams of an account whose configuration the picture has: as far as it keeps one, which is enough to tell overlaps. */
export function existingStreams(
  { streams }: ClusterModel,
  place: { readonly account: AccountId; readonly domain: DomainName },
): readonly ExistingStream[] {
  return [...streams.values()].flatMap((stream) => {
    if (stream.account !== place.account || stream.domain !== place.domain) return [];
    const json = jsonOf(stream);
    return json === null ? [] : [{ name: stream.name, config: readStreamConfig(json).config }];
  });
}

function jsonOf({ name, config }: StreamModel): unknown {
  if (config === null) return null;
  const { other, subjects, retention, storage, replicas, maxBytes, maxMessages, discard, mirrorOf, sourcesOf } = config;
  return {
    ...other,
    name,
    subjects,
    retention,
    storage,
    discard,
    num_replicas: replicas,
    max_bytes: maxBytes === 'unlimited' ? -1 : maxBytes,
    max_msgs: maxMessages === 'unlimited' ? -1 : maxMessages,
    mirror: mirrorOf === null ? null : { name: mirrorOf },
    sources: sourcesOf.map((origin) => ({ name: origin })),
    sealed: config.sealed,
  };
}
