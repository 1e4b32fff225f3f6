import { lazy, Suspense, type ComponentType } from 'react';
import type { ConsumerKey, StreamKey } from '../../domain/ids';

/** A screen or panel whose code comes when it is first shown. */
function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = lazy(async () => ({ default: await load() }));
  return function Later(props: Props) {
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

interface OfStream {
  readonly stream: StreamKey;
}
interface OfConsumer {
  readonly consumer: ConsumerKey;
}

export const StreamPublish = later<OfStream>(async () => (await import('./publish-screen')).PublishScreen);
export const ConsumerFetch = later<OfConsumer>(async () => (await import('./consumer-fetch')).ConsumerFetch);
export const KeyValueBucket = later<OfStream>(async () => (await import('./keys-screen')).KeysScreen);
export const ObjectStore = later<OfStream>(async () => (await import('./objects-screen')).ObjectsScreen);
export const ConsumerFetchScreen = later<OfConsumer>(async () => (await import('./fetch-screen')).FetchScreen);
