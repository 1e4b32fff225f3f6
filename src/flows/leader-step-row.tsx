import type { LeaderMove } from '../domain/balance/leaders';
import type { Mark } from '../domain/cluster/model';
import { useTranslation, type Translate } from '../ui/translate';
import { readRate, textOf } from '../widgets/format';
import { literal } from '../widgets/literal';
import { Name } from '../widgets/name';
import { Status } from '../widgets/status';
import type { SequenceStep, StepState, StopReason } from '../domain/balance/run-steps';

export interface LeaderStepRowProps {
  readonly step: SequenceStep;
  /** `null`: the step of the meta group. */
  readonly move: LeaderMove | null;
  /** The new leader is asked for, not only hoped for. */
  readonly steers: boolean;
  readonly state: StepState;
}

/** One leadership: of what, from whom, to whom, and how far it is. */
export function LeaderStepRow({ step, move, steers, state }: LeaderStepRowProps) {
  const { t } = useTranslation();
  const { mark, word } = words(t, state);
  return (
    <li
      className="flex flex-col gap-0.5 border-t border-line py-1.5"
      data-testid="leader-step"
      data-kind={step.command.kind}
      data-state={state.kind}
    >
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate">
          {move === null ? (
            t('leaders:metaGroup')
          ) : (
            <>
              <Name text={move.stream.accountName} className="text-text-2" /> · <Name text={move.stream.name} />
              {move.consumer !== null && (
                <>
                  {' '}
                  <span className="text-text-3">{t('leaders:consumer')}</span> <Name text={move.consumer.name} />
                </>
              )}
            </>
          )}
        </span>
        {move?.consumer === null && (
          <span className="type-small shrink-0 text-text-3">{textOf(readRate(move.rate))}</span>
        )}
      </div>
      <div className="flex items-baseline justify-between gap-2">
        <span className="type-mono min-w-0 truncate text-text-2">
          <Name text={step.from} /> → {move !== null && steers ? <Name text={move.to} /> : t('leaders:anyone')}
        </span>
        {state.kind !== 'waiting' && <Status mark={mark} word={word} />}
      </div>
    </li>
  );
}

function words(t: Translate, state: StepState): { readonly mark: Mark; readonly word: string } {
  switch (state.kind) {
    case 'waiting':
      return { mark: 'unknown', word: '' };
    case 'running':
      return { mark: 'busy', word: t('leaders:running') };
    case 'verified':
      return { mark: 'ok', word: t('leaders:verified', { leader: literal(state.leader ?? '') }) };
    case 'skipped':
      return { mark: 'ok', word: t('leaders:skipped') };
    case 'stopped':
      return { mark: state.why.kind === 'failed' ? 'crit' : 'warn', word: stopWords(t, state.why) };
  }
}

function stopWords(t: Translate, why: StopReason): string {
  switch (why.kind) {
    case 'refused':
      return t(`actions:refused.${why.reason}`);
    case 'notVerified':
      return t(`actions:notVerified.${why.reason}`);
    case 'failed':
      return t('actions:failed', { description: literal(why.description) });
    case 'silent':
      return t('leaders:silent', { server: literal(why.server) });
    case 'called':
      return t('leaders:called');
    case 'engineLost':
      return t('actions:lost');
  }
}
