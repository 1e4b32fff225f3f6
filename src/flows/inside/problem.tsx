import type { AccountId } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import type { OpError } from '../../engine/protocol';
import { paths } from '../../state/paths';
import { noLeader } from '../../state/use-inside';
import { useClusterKey } from '../../state/use-page-search';
import { Button, ButtonLink } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useTranslation, type Translate } from '../../ui/translate';
import { formatBytes } from '../../widgets/format';
import { literal, shorten } from '../../widgets/literal';

interface InsideProblemProps {
  readonly problem: InsideFailure | OpError;
  readonly account: AccountId;
  readonly onRetry?: () => void;
}

/** Why an account tells nothing, and the next step. */
export function InsideProblem({ problem, account, onRetry }: InsideProblemProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const isAccess = 'kind' in problem && ['noAccess', 'needsConnection', 'notLive', 'denied'].includes(problem.kind);
  const isGone = 'kind' in problem && problem.kind === 'refused' && problem.code === streamNotFound;
  return (
    <Notice
      tone={isAccess ? 'warn' : 'unknown'}
      title={problemWords(t, problem)}
      actions={
        <>
          {isAccess && (
            <ButtonLink href={paths.access(cluster, { account })}>
              {t('actions:giveAccess', { account: shorten(literal(account), 24) })}
            </ButtonLink>
          )}
          {isGone && <ButtonLink href={paths.streams(cluster)}>{t('streams:all')}</ButtonLink>}
          {onRetry !== undefined && !isAccess && <Button onClick={onRetry}>{t('ui:retry')}</Button>}
        </>
      }
    >
      {'kind' in problem && problem.kind === 'refused' && <p>{literal(problem.description)}</p>}
    </Notice>
  );
}

/** `JSStreamNotFoundErr` */
const streamNotFound = 10059;

/** One sentence; the server's own text is not in it. */
function problemWords(t: Translate, problem: InsideFailure | OpError): string {
  if ('code' in problem && !('kind' in problem)) return t('messages:problem.engine');
  if (problem.kind === 'tooLarge') return t('messages:problem.tooLarge', { limit: formatBytes(problem.limitBytes) });
  if (problem.kind !== 'refused') return t(`messages:problem.${problem.kind}`);
  if (problem.code === streamNotFound) return t('messages:problem.gone');
  if (problem.code === noLeader) return t('messages:problem.noLeader');
  return problem.code === null
    ? t('messages:problem.refusedPlain')
    : t('messages:problem.refused', { code: problem.code });
}
