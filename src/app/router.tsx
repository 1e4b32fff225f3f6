import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  useParams,
  useSearch,
} from '@tanstack/react-router';
import { lazy, useEffect, type PropsWithChildren, type ReactNode } from 'react';
import {
  accountId,
  consumerKey,
  consumerName,
  domainName,
  serverName,
  streamKey,
  streamName,
  streamPlace,
  type StreamKey,
} from '../domain/ids';
import { bucketStream, type BucketKind } from '../domain/inside/buckets';
import { useTranslation } from '../ui/translate';
import { useFlows } from '../state/flows';
import { paths } from '../state/paths';
import { useCluster } from '../state/use-rows';
import { EmptyState } from '../ui/empty-state';
import { loadScreenWords } from './i18n/start';

const AccessPage = screen(async () => (await import('../pages/access/access-page')).AccessPage);
const ActivityPage = screen(async () => (await import('../pages/activity/activity-page')).ActivityPage);
const OverviewPage = screen(async () => (await import('../pages/overview/overview-page')).OverviewPage);
const MetaPage = screen(async () => (await import('../pages/meta/meta-page')).MetaPage);
const ServersPage = screen(async () => (await import('../pages/servers/servers-page')).ServersPage);
const ServerPage = screen(async () => (await import('../pages/servers/server-page')).ServerPage);
const PlacementPage = screen(async () => (await import('../pages/placement/placement-page')).PlacementPage);
const TopologyPage = screen(async () => (await import('../pages/topology/topology-page')).TopologyPage);
const WhatIfPage = screen(async () => (await import('../pages/what-if/what-if-page')).WhatIfPage);
const LagPage = screen(async () => (await import('../pages/lag/lag-page')).LagPage);
const StreamsPage = screen(async () => (await import('../pages/streams/streams-page')).StreamsPage);
const StreamInside = screen(async () => (await import('../pages/streams/stream-inside')).StreamInside);
const ConsumerPage = screen(async () => (await import('../pages/streams/consumer-page')).ConsumerPage);
const StreamPage = screen(async () => (await import('../pages/streams/stream-page')).StreamPage);

/** For screens that come from elsewhere. */
const Worded = screen(() => Promise.resolve(({ children }: PropsWithChildren) => children));

/** A screen comes with its words. */
function screen<Props extends object>(load: () => Promise<(props: Props) => ReactNode>) {
  return lazy(async () => {
    const [component] = await Promise.all([load(), loadScreenWords()]);
    return { default: component };
  });
}

/**
 * The same addresses in all three documents. Search values stay plain texts, so that an address can be written by hand;
 * each screen validates its own.
 */
export function makeRouter(root: () => ReactNode) {
  const rootRoute = createRootRoute({ component: root, notFoundComponent: NotFound });
  const at = (path: string, component: () => ReactNode) =>
    createRoute({ getParentRoute: () => rootRoute, path, component });
  const routeTree = rootRoute.addChildren([
    at('/', Home),
    at('/connect', Home),
    at('/c/$cluster', Home),
    at('/c/$cluster/overview', () => <OverviewPage />),
    at('/c/$cluster/meta', () => <MetaPage />),
    at('/c/$cluster/servers', () => <ServersPage />),
    at('/c/$cluster/servers/$server', Server),
    at('/c/$cluster/servers/$server/take-out', TakeOut),
    at('/c/$cluster/rolling-restart', RollingRestart),
    at('/c/$cluster/placement', () => <PlacementPage />),
    at('/c/$cluster/access', () => <AccessPage />),
    at('/c/$cluster/activity', () => <ActivityPage />),
    at('/c/$cluster/topology', () => <TopologyPage />),
    at('/c/$cluster/what-if', () => <WhatIfPage />),
    at('/c/$cluster/lag', () => <LagPage />),
    at('/c/$cluster/streams', () => <StreamsPage />),
    at('/c/$cluster/streams/$account/$stream', Stream),
    at('/c/$cluster/streams/$account/$stream/consumers/$consumer', Consumer),
    at('/c/$cluster/streams/$account/$stream/publish', Publish),
    at('/c/$cluster/kv/$account/$bucket', KeyValue),
    at('/c/$cluster/objects/$account/$bucket', Objects),
    at('/c/$cluster/streams/$account/$stream/consumers/$consumer/fetch', Fetch),
    at('/c/$cluster/streams/$account/$stream/messages', Messages),
    at('/c/$cluster/streams/$account/$stream/subjects', Subjects),
    at('/c/$cluster/restore', RestoreStream),
    at('/c/$cluster/create/stream', CreateStream),
    at('/c/$cluster/create/kv', () => <CreateBucket kind="keyValue" />),
    at('/c/$cluster/create/objects', () => <CreateBucket kind="objects" />),
    at('/c/$cluster/streams/$account/$stream/edit', EditStream),
    at('/c/$cluster/streams/$account/$stream/create/consumer', CreateConsumer),
    at('/c/$cluster/streams/$account/$stream/consumers/$consumer/edit', EditConsumer),
  ]);
  return createRouter({
    routeTree,
    history: createHashHistory(),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: searchText,
  });
}

/** Values that are not texts, and empty ones, do not belong into an address. */
function searchText(search: Readonly<Record<string, unknown>>): string {
  const values = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  const text = new URLSearchParams(values).toString();
  return text === '' ? '' : `?${text}`;
}

/** No place was asked for: the overview of the cluster that is there. */
function Home() {
  const key = useCluster()?.key;
  useEffect(() => {
    if (key !== undefined) location.replace(paths.overview(key));
  }, [key]);
  return null;
}

function Server() {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return <ServerPage server={serverName(params['server'] ?? '')} />;
}

/** Only where a document changes anything. */
function TakeOut() {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const { TakeOutScreen } = useFlows();
  return TakeOutScreen === undefined ? (
    <NotFound />
  ) : (
    <Worded>
      <TakeOutScreen key={params['server']} server={serverName(params['server'] ?? '')} />
    </Worded>
  );
}

function RollingRestart() {
  const { RestartScreen } = useFlows();
  return RestartScreen === undefined ? (
    <NotFound />
  ) : (
    <Worded>
      <RestartScreen />
    </Worded>
  );
}

function Stream() {
  return <StreamPage stream={useStreamKey()} />;
}

function Consumer() {
  const stream = useStreamKey();
  const { consumer = '' }: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const key = consumerKey(stream, consumerName(consumer));
  // What was seen of one says nothing of another.
  return <ConsumerPage key={key} consumer={key} />;
}

/** What changes something is drawn by the documents that hold code for it. */
function Publish() {
  const stream = useStreamKey();
  const { StreamPublish } = useFlows();
  return StreamPublish === undefined ? <NotFound /> : worded(<StreamPublish stream={stream} />);
}

function KeyValue() {
  const stream = useBucketKey('keyValue');
  const { KeyValueBucket } = useFlows();
  return KeyValueBucket === undefined ? <NotFound /> : worded(<KeyValueBucket key={stream} stream={stream} />);
}

function Objects() {
  const stream = useBucketKey('objects');
  const { ObjectStore } = useFlows();
  return ObjectStore === undefined ? <NotFound /> : worded(<ObjectStore key={stream} stream={stream} />);
}

/** The stream of the bucket that the address names. */
function useBucketKey(kind: BucketKind): StreamKey {
  const { bucket = '' }: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const { domain, account } = streamPlace(useStreamKey());
  return streamKey(domain, account, bucketStream(kind, bucket));
}

function Fetch() {
  const stream = useStreamKey();
  const { consumer = '' }: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const { ConsumerFetchScreen } = useFlows();
  if (ConsumerFetchScreen === undefined) return <NotFound />;
  return worded(<ConsumerFetchScreen consumer={consumerKey(stream, consumerName(consumer))} />);
}

/** What flows give comes without the words of the screens. */
function worded(screen: ReactNode) {
  return <Worded>{screen}</Worded>;
}

function Messages() {
  return <StreamInside stream={useStreamKey()} part="StreamMessages" />;
}

function Subjects() {
  return <StreamInside stream={useStreamKey()} part="StreamSubjects" />;
}

/** The stream that an address names. */
function useStreamKey(): StreamKey {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const domain = typeof search['domain'] === 'string' ? search['domain'] : '';
  return streamKey(domainName(domain), accountId(params['account'] ?? ''), streamName(params['stream'] ?? ''));
}

function CreateStream() {
  const { CreateStream: Flow } = useFlows();
  return Flow === undefined ? <NoFlow /> : <Flow />;
}

function RestoreStream() {
  const { RestoreStream: Flow } = useFlows();
  return Flow === undefined ? <NoFlow /> : <Flow />;
}

function CreateBucket({ kind }: { readonly kind: BucketKind }) {
  const { CreateBucket: Flow } = useFlows();
  return Flow === undefined ? <NoFlow /> : <Flow kind={kind} />;
}

function EditStream() {
  const { EditStream: Flow } = useFlows();
  const stream = useStreamKey();
  return Flow === undefined ? <NoFlow /> : <Flow stream={stream} />;
}

function CreateConsumer() {
  const { CreateConsumer: Flow } = useFlows();
  const stream = useStreamKey();
  return Flow === undefined ? <NoFlow /> : <Flow stream={stream} />;
}

function EditConsumer() {
  const { EditConsumer: Flow } = useFlows();
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const consumer = consumerKey(useStreamKey(), consumerName(params['consumer'] ?? ''));
  return Flow === undefined ? <NoFlow /> : <Flow consumer={consumer} />;
}

/** An address of something that changes a cluster, in a document or for a login that only reads. */
function NoFlow() {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('shell:noFlow.title')} action={<a href="#/">{t('shell:notFound.action')}</a>}>
      {t('shell:noFlow.body')}
    </EmptyState>
  );
}

function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('shell:notFound.title')} action={<a href="#/">{t('shell:notFound.action')}</a>}>
      {t('shell:notFound.body')}
    </EmptyState>
  );
}
