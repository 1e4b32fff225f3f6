import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  useParams,
  useSearch,
} from '@tanstack/react-router';
import { lazy, useEffect, type ReactNode } from 'react';
import { accountId, domainName, serverName, streamKey, streamName } from '../domain/ids';
import { useTranslation } from '../ui/translate';
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
const StreamPage = screen(async () => (await import('../pages/streams/stream-page')).StreamPage);

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
    at('/c/$cluster/placement', () => <PlacementPage />),
    at('/c/$cluster/access', () => <AccessPage />),
    at('/c/$cluster/activity', () => <ActivityPage />),
    at('/c/$cluster/topology', () => <TopologyPage />),
    at('/c/$cluster/what-if', () => <WhatIfPage />),
    at('/c/$cluster/lag', () => <LagPage />),
    at('/c/$cluster/streams', () => <StreamsPage />),
    at('/c/$cluster/streams/$account/$stream', Stream),
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

function Stream() {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const domain = typeof search['domain'] === 'string' ? search['domain'] : '';
  const key = streamKey(domainName(domain), accountId(params['account'] ?? ''), streamName(params['stream'] ?? ''));
  return <StreamPage stream={key} />;
}

function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('shell:notFound.title')} action={<a href="#/">{t('shell:notFound.action')}</a>}>
      {t('shell:notFound.body')}
    </EmptyState>
  );
}
