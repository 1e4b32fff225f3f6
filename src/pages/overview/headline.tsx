import { clsx } from 'clsx';
import type { Mark } from '../../domain/cluster/model';
import { localMs } from '../../domain/time';
import type { ClusterRow } from '../../engine/protocol';
import { useTranslation } from '../../ui/translate';
import { useStaleness } from '../../state/use-engine-state';
import { useNow } from '../../ui/use-now';
import { sentence } from '../../widgets/sentence';

const edge: Readonly<Record<Mark, string>> = {
  ok: 'border-ok',
  busy: 'border-busy',
  warn: 'border-warn',
  crit: 'border-crit',
  unknown: 'border-unknown border-dashed',
};

/** The first line of the overview: one true sentence, and what follows from it. */
export function Headline({ cluster }: { readonly cluster: ClusterRow }) {
  const { t } = useTranslation();
  const now = localMs(useNow());
  const staleness = useStaleness();
  const stale = staleness ?? (cluster.link === 'live' ? null : 'link');
  const { summary } = cluster;
  const { head, rest } = sentence(t, { ...cluster, stale, now });
  const mark = stale === null ? summary.mark : 'unknown';
  return (
    <span
      data-testid="overview-sentence"
      data-state={mark}
      data-streams={summary.streams}
      data-unreachable={summary.unreachable}
      data-as-of={cluster.now}
      className={clsx('block border-l-[3px] pl-3', edge[mark])}
    >
      <span className="block">{head}</span>
      {rest !== '' && <span className="type-body block max-w-[130ch] text-pretty font-normal text-text-2">{rest}</span>}
    </span>
  );
}
