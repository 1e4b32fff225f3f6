import { useMemo } from 'react';
import type { MetaGroup, MetaPeer, ServerModel } from '../../domain/cluster/model';
import { type Translate, useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { peerKey } from '../../domain/meta/arrange';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { Crown } from '../../widgets/crown';
import { Contact, Log } from '../../widgets/lamps';
import { peerMarks } from '../../widgets/marks';
import { Name } from '../../widgets/name';
import { Mark } from '../../ui/mark';

export interface PeersTableProps {
  readonly meta: MetaGroup;
  readonly servers: readonly ServerModel[];
  readonly tagOf: (server: string) => string;
}

/** The drawing as a table. */
export function PeersTable({ meta, servers, tagOf }: PeersTableProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const clusterOf = useMemo(
    () => new Map<string, string>(servers.flatMap(({ name, cluster: of }) => (of === null ? [] : [[name, of]]))),
    [servers],
  );
  const columns = useMemo(() => peerColumns(t, tagOf, (server) => clusterOf.get(server) ?? ''), [t, tagOf, clusterOf]);
  return (
    <DataTable
      label={t('meta:peers')}
      rows={meta.peers}
      columns={columns}
      rowKey={peerKey}
      rowHref={(peer) => (peer.server === null ? paths.meta(cluster) : paths.server(cluster, peer.server))}
      rowTone={(peer) => (peer.presence.kind === 'answering' ? 'normal' : 'silent')}
      rowData={(peer) => ({ 'data-testid': 'peer-row', ...peerMarks(peer, meta.asOf) })}
    />
  );
}

function peerColumns(
  t: Translate,
  tagOf: PeersTableProps['tagOf'],
  clusterOf: (server: string) => string,
): readonly Column<MetaPeer>[] {
  return [
    {
      id: 'server',
      header: t('meta:server'),
      width: 'minmax(10rem, 2fr)',
      cell: (peer) => (
        <span className="inline-flex items-center gap-2">
          <Mark tone={peer.mark} label={t(`model:mark.${peer.mark}`)} />
          <span className="type-strong">
            <Name text={peer.server ?? t('meta:nameless', { peer: peer.peer ?? '?' })} />
          </span>
          {peer.role === 'leader' && <Crown />}
          {peer.ghost && <span className="text-warn-ink">{t('meta:ghost')}</span>}
        </span>
      ),
    },
    { id: 'role', header: t('meta:role'), width: '7rem', priority: 3, cell: (peer) => t(`model:role.${peer.role}`) },
    {
      id: 'cluster',
      header: t('meta:cluster'),
      width: 'minmax(5rem, 1fr)',
      priority: 3,
      cell: (peer) => <Name text={clusterOf(peer.server ?? '')} className="text-text-2" />,
    },
    {
      id: 'tags',
      header: t('meta:tags'),
      width: 'minmax(6rem, 1fr)',
      priority: 3,
      cell: (peer) => <Name text={tagOf(peer.server ?? '')} className="type-mono text-text-3" />,
    },
    {
      id: 'contact',
      header: t('meta:contact'),
      width: 'minmax(8rem, 1fr)',
      priority: 2,
      cell: (peer) => <Contact lamp={peer.contact} presence={peer.presence} />,
    },
    {
      id: 'log',
      header: t('meta:log'),
      width: 'minmax(12rem, 1fr)',
      priority: 2,
      cell: (peer) => <Log lamp={peer.log} />,
    },
  ];
}
