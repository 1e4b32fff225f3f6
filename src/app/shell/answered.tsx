import type { RoundModel } from '../../domain/cluster/model';
import type { Undecodable } from '../../domain/observation';
import { useTranslation } from '../../ui/translate';
import { useStaleness } from '../../state/use-engine-state';
import { useCluster } from '../../state/use-rows';
import { Chip } from '../../ui/chip';
import { Tooltip } from '../../ui/tooltip';
import { literal, shorten } from '../../widgets/literal';
import { unreadIn } from './unread';

/** Unreadable replies named in full. */
const most = 3;

/**
 * How much of the cluster the picture is of: "4 of 5 answered", with the names of those that did not, and how many
 * replies could not be read.
 */
export function Answered() {
  const { t } = useTranslation();
  const cluster = useCluster();
  const staleness = useStaleness();
  const round = latest(cluster?.rounds ?? []);
  if (round === null) return null;
  const unread = unreadIn(cluster?.rounds ?? [], round.endedAt);
  const all = round.silent.length === 0 && round.answered.length >= round.expected;
  const unknown = staleness !== null || round.interrupted;
  const tone = unknown ? 'unknown' : all && unread.length === 0 ? 'ok' : 'warn';
  const names = round.silent.map(literal).join(', ');
  const told = [
    all ? t('shell:answeredAll') : t('shell:answeredSilent', { names }),
    ...unread.slice(0, most).map((reply) => t('shell:unreadReply', wordsOf(reply))),
  ];
  return (
    <Tooltip text={told.join('\n')}>
      <span
        data-testid="answered"
        data-state={tone}
        data-unread={unread.length}
        data-as-of={round.endedAt}
        className="inline-flex"
      >
        <Chip tone={tone}>
          <span className="text-text-2">
            {t('shell:answered', { have: round.answered.length, count: round.expected })}
          </span>
          {!all && names !== '' && <span className="hidden max-w-48 truncate lg:inline">{names}</span>}
          {unread.length > 0 && <span className="hidden sm:inline">{t('shell:unread', { count: unread.length })}</span>}
        </Chip>
      </span>
    </Tooltip>
  );
}

function wordsOf({ what, server, reason }: Undecodable) {
  return { what, server: literal(server ?? '?'), reason: shorten(literal(reason), 120) };
}

/** Liveness asks everybody every two seconds; before its first round any other will do. */
function latest(rounds: readonly RoundModel[]): RoundModel | null {
  return rounds.find((round) => round.request === 'liveness') ?? rounds[0] ?? null;
}
