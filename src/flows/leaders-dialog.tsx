import { useEffect, useRef, useState } from 'react';
import type { LeaderLoad, LeaderPlan } from '../domain/balance/leaders';
import { isSilent } from '../domain/cluster/presence';
import type { ServerName } from '../domain/ids';
import type { DurationMs } from '../domain/time';
import type { ClusterRow } from '../engine/protocol';
import { useCommand } from '../state/use-command';
import { useCluster, useServers } from '../state/use-rows';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { useTranslation } from '../ui/translate';
import { formatCount, readRate, textOf } from '../widgets/format';
import { literal } from '../widgets/literal';
import { Name } from '../widgets/name';
import { LeaderStepRow } from './leader-step-row';
import { runSteps, type SequenceStep, type StepState, type StopReason } from '../domain/balance/run-steps';
import { useLeaderPlan } from './use-leader-plan';

export interface LeadersDialogProps {
  /** The server that is to lead nothing; `null`: balance. */
  readonly away: ServerName | null;
  readonly onClose: () => void;
}

/** What was agreed to, and how far it is. */
interface Agreed {
  readonly plan: LeaderPlan;
  readonly steps: readonly SequenceStep[];
  readonly states: readonly StepState[];
  readonly ended: boolean;
}

/** The whole plan first; then one step-down after the other, up to the first alarm. Closing it stops before the next one. */
export function LeadersDialog({ away, onClose }: LeadersDialogProps) {
  const { t } = useTranslation();
  const { loaded, plan, steps, metaLeads, unread, steers } = useLeaderPlan(away);
  const { agreed, start, stop } = useSequence();
  const close = () => {
    stop();
    onClose();
  };
  const shown = agreed ?? { plan, steps, states: [], ended: false };
  const refused = refusalWords();

  function refusalWords(): string | null {
    if (!loaded) return t('actions:planning');
    if (away === null && !steers) return t('leaders:tooOld');
    return steps.length === 0 ? t('leaders:nothing') : null;
  }

  return (
    <Dialog
      place="drawer"
      title={t(away === null ? 'leaders:balanceTitle' : 'leaders:awayTitle', {
        server: literal(away ?? ''),
      })}
      closeLabel={t('actions:close')}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{t(agreed === null ? 'actions:cancel' : 'actions:close')}</Button>
          {agreed === null && (
            <Button look="primary" {...(refused === null ? {} : { refused })} onClick={() => start(plan, steps)}>
              {t('leaders:start', { count: steps.length })}
            </Button>
          )}
          {agreed !== null && !agreed.ended && <Button onClick={stop}>{t('leaders:stop')}</Button>}
        </>
      }
    >
      {loaded ? (
        <div
          className="flex flex-col gap-4"
          data-testid="leader-plan"
          data-state={stateOf(agreed)}
          data-unread={unread}
        >
          <p>{t(away === null ? 'leaders:balanceLead' : 'leaders:awayLead')}</p>
          {refused !== null && agreed === null && <Notice tone="ok" title={refused} />}
          {agreed?.ended === true && <Ended agreed={agreed} />}
          <ul className="flex flex-col">
            {shown.steps.map((step, index) => (
              <LeaderStepRow
                key={JSON.stringify(step.command)}
                step={step}
                move={shown.plan.moves[index] ?? null}
                steers={steers}
                state={shown.states[index] ?? { kind: 'waiting' }}
              />
            ))}
          </ul>
          {unread > 0 && agreed === null && (
            <p role="status" className="text-text-2">
              {t('leaders:unread', { count: unread })}
            </p>
          )}
          {shown.plan.staying.length > 0 && (
            <p className="text-text-2">{t('leaders:staying', { count: shown.plan.staying.length })}</p>
          )}
          {shown.plan.stayingConsumers > 0 && (
            <p className="text-text-2">{t('leaders:stayingConsumers', { count: shown.plan.stayingConsumers })}</p>
          )}
          {metaLeads && agreed === null && <p className="text-text-2">{t('leaders:meta')}</p>}
          {shown.plan.moves.length > 0 && steers && <Loads plan={shown.plan} />}
        </div>
      ) : (
        <Skeleton label={t('actions:planning')} lines={6} />
      )}
    </Dialog>
  );
}

function stateOf(agreed: Agreed | null): string {
  if (agreed === null) return 'plan';
  if (!agreed.ended) return 'running';
  return agreed.states.some(({ kind }) => kind === 'stopped') ? 'stopped' : 'done';
}

function Ended({ agreed }: { readonly agreed: Agreed }) {
  const { t } = useTranslation();
  const isStopped = agreed.states.some(({ kind }) => kind === 'stopped');
  const count = agreed.states.filter(({ kind }) => kind === 'verified').length;
  return (
    <Notice
      tone={isStopped ? 'warn' : 'ok'}
      title={t(isStopped ? 'leaders:stopped' : 'leaders:done', { count, of: agreed.steps.length })}
      announce
    />
  );
}

/** What each server leads, before and after: streams, consumers, and what is written. */
function Loads({ plan }: { readonly plan: LeaderPlan }) {
  const { t } = useTranslation();
  const text = (load: LeaderLoad | undefined) =>
    [
      formatCount(load?.streams ?? null),
      formatCount(load?.consumers ?? null),
      textOf(readRate(load?.rate ?? null)),
    ].join(' · ');
  return (
    <table className="w-full">
      <caption className="type-label pb-1 text-left text-text-3">{t('leaders:loads')}</caption>
      <thead>
        <tr className="type-label text-left text-text-3">
          <th className="font-normal">{t('actions:targetServer')}</th>
          <th className="text-right font-normal">{t('leaders:before')}</th>
          <th className="text-right font-normal">{t('leaders:after')}</th>
        </tr>
      </thead>
      <tbody>
        {[...plan.before].map(([name, before]) => (
          <tr key={name} className="border-t border-line">
            <td className="py-1">
              <Name text={name} />
            </td>
            <td className="type-mono text-right text-text-2">{text(before)}</td>
            <td className="type-mono text-right">{text(plan.after.get(name))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Between two looks at what one slow round may have made so (ms). */
const between: DurationMs = 500;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, between));

/** Runs what was agreed to, watching the cluster meanwhile. */
function useSequence() {
  const { plan: ask, run } = useCommand();
  const cluster = useCluster();
  const { rows: servers } = useServers();
  const [agreed, setAgreed] = useState<Agreed | null>(null);
  const called = useRef(false);
  const seen = useRef<{ readonly cluster: ClusterRow | null; readonly silent: ReadonlySet<ServerName> }>({
    cluster,
    silent: new Set(),
  });
  useEffect(() => {
    const silent = servers.flatMap(({ name, presence }) => (isSilent(presence) ? [name] : []));
    seen.current = { cluster, silent: new Set(silent) };
  }, [cluster, servers]);
  // Leaving the page stops it as well.
  useEffect(() => () => void (called.current = true), []);

  function start(plan: LeaderPlan, steps: readonly SequenceStep[]): void {
    const before = seen.current.silent;
    const alarm = (): StopReason | null => {
      if (called.current) return { kind: 'called' };
      const link = seen.current.cluster?.link;
      if (link !== 'live' && link !== 'stale') return { kind: 'refused', reason: 'linkNotLive' };
      const server = [...seen.current.silent].find((name) => !before.has(name));
      return server === undefined ? null : { kind: 'silent', server };
    };
    called.current = false;
    setAgreed({ plan, steps, states: [], ended: false });
    const onStep = (index: number, state: StepState) =>
      setAgreed((now) => now && { ...now, states: steps.map((_, at) => (at === index ? state : stateAt(now, at))) });
    void runSteps(steps, { plan: ask, run, alarm, pause }, onStep).then(() =>
      setAgreed((now) => now && { ...now, ended: true }),
    );
  }
  return { agreed, start, stop: () => void (called.current = true) };
}

function stateAt({ states }: Agreed, index: number): StepState {
  return states[index] ?? { kind: 'waiting' };
}
