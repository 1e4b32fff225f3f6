import type { MetaGroup } from '../../domain/cluster/model';
import { useTranslation } from '../../ui/translate';
import { Crown } from '../crown';
import { Name } from '../name';
import { QuorumText } from '../quorum';
import { Status } from '../status';

/** Who leads the meta group, and its quorum. */
export function MetaLeader({ meta }: { readonly meta: MetaGroup }) {
  const { t } = useTranslation();
  const { leadership } = meta;
  return (
    <span
      data-testid="meta-leader"
      data-leader={leadership.kind === 'led' ? leadership.by : ''}
      data-leadership={leadership.kind}
      data-state={meta.mark}
      data-as-of={meta.asOf ?? ''}
      className="inline-flex flex-wrap items-center justify-end gap-x-3"
    >
      {leadership.kind === 'led' ? (
        <span className="inline-flex items-center gap-1">
          <Crown /> <Name text={leadership.by} className="type-strong" />
        </span>
      ) : (
        <Status mark={meta.mark} word={t(`model:leadership.${leadership.kind}`, { leader: '' })} />
      )}
      <QuorumText quorum={meta.quorum} />
    </span>
  );
}
