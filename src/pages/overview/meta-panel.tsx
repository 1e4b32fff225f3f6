import type { MetaGroup } from '../../domain/cluster/model';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useActivity } from '../../state/use-rows';
import { Panel } from '../../ui/panel';
import { Elections } from '../../widgets/elections';
import { MetaLeader } from '../../widgets/meta-leader';
import { MetaRing } from '../../widgets/meta-ring';
import { Name } from '../../widgets/name';

interface MetaPanelProps {
  readonly meta: MetaGroup;
  readonly tagOf: (server: string) => string;
}

/** The meta group drawn, and who led it lately. */
export function MetaPanel({ meta, tagOf }: MetaPanelProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { rows } = useActivity();
  const elections = rows.filter(({ kind, subject }) => kind === 'metaElection' && subject === meta.domain);
  return (
    <Panel
      title={<a href={paths.meta(cluster)}>{t('meta:title')}</a>}
      meta={meta.domain === '' ? undefined : <Name text={meta.domain} />}
      right={<MetaLeader meta={meta} />}
      padding="none"
    >
      <div className="flex flex-1 flex-col justify-center p-3">
        <MetaRing meta={meta} tagOf={tagOf} />
      </div>
      <div className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 border-t border-line px-3 py-1.5">
        <h3 className="type-label text-text-3">{t('meta:elections')}</h3>
        <Elections elections={elections} most={2} />
      </div>
    </Panel>
  );
}
