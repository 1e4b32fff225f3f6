import { useTranslation } from 'react-i18next';
import type { RoundModel } from '../../domain/cluster/model';
import { useStaleness } from '../../state/use-engine-state';
import { useCluster } from '../../state/use-rows';
import { Chip } from '../../ui/chip';
import { Tooltip } from '../../ui/tooltip';

/** How much of the cluster the picture is of: "4 of 5 answered", with the names of those that did not. */
export function Answered() {
  const { t } = useTranslation();
  const cluster = useCluster();
  const staleness = useStaleness();
  const round = latest(cluster?.rounds ?? []);
  if (round === null) return null;
  const all = round.silent.length === 0 && round.answered.length >= round.expected;
  const unknown = staleness !== null || round.interrupted;
  const tone = unknown ? 'unknown' : all ? 'ok' : 'warn';
  const names = round.silent.join(', ');
  return (
    <Tooltip text={all ? t('shell:answeredAll') : t('shell:answeredSilent', { names })}>
      <span data-state={tone} data-as-of={round.endedAt} className="inline-flex">
        <Chip tone={tone}>
          <span className="text-text-2">
            {t('shell:answered', { have: round.answered.length, count: round.expected })}
          </span>
          {!all && names !== '' && <span className="hidden max-w-48 truncate lg:inline">{names}</span>}
        </Chip>
      </span>
    </Tooltip>
  );
}

/** Liveness asks everybody every two seconds; before its first round any other will do. */
function latest(rounds: readonly RoundModel[]): RoundModel | null {
  return rounds.find((round) => round.request === 'liveness') ?? rounds[0] ?? null;
}
