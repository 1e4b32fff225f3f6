import { useState, type ReactNode } from 'react';
import type { Command } from '../../domain/command/command';
import { deepEqual } from '../../domain/same';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';
import { Confirm, OutcomeView, Planned } from '../run-parts';
import { Typed } from '../typed';
import { useRun } from '../use-run';

interface SendPanelProps {
  readonly command: Command;
  /** Why nothing can be sent as it stands; `null`: it can. */
  readonly refusal: string | null;
  /** It is there and as asked for. */
  readonly onVerified: () => void;
  /** Where to go when something came of it. */
  readonly after: ReactNode;
}

/** Plan, confirm, outcome: only here is anything sent. */
export function SendPanel({ refusal, ...rest }: SendPanelProps) {
  const [sent, setSent] = useState<Command | null>(null);
  // What was sent stays to be read, though it soon stands in its own way: its name is taken, its room is used.
  if (refusal !== null && !deepEqual(sent, rest.command)) return <Notice tone="warn" title={refusal} />;
  return <Send key={JSON.stringify(rest.command)} {...rest} onSend={() => setSent(rest.command)} />;
}

type SendProps = Omit<SendPanelProps, 'refusal'> & { readonly onSend: () => void };

function Send({ command: initial, onVerified, after, onSend }: SendProps) {
  const { t } = useTranslation();
  const { command, answer, plan, phase, typed, type, send } = useRun(initial, (came) => {
    if (came.ok && came.value.kind === 'verified') onVerified();
  });
  return (
    <Panel title={t('wizard:review.send')}>
      <div className="flex flex-col gap-4" data-testid="wizard-send" data-phase={phase.kind}>
        {phase.kind === 'plan' && (
          <>
            <Planned answer={answer} />
            {plan !== null && <Typed plan={plan} typed={typed} onType={type} />}
            <div className="flex flex-wrap items-center gap-3">
              {plan !== null && (
                <Confirm
                  plan={plan}
                  command={command}
                  typed={typed}
                  onConfirm={(agreed) => {
                    onSend();
                    void send(agreed);
                  }}
                />
              )}
              <span className="text-text-3">{t('wizard:review.notYet')}</span>
            </div>
          </>
        )}
        {phase.kind === 'sending' && <p role="status">{t('actions:sending')}</p>}
        {phase.kind === 'done' && (
          <>
            <OutcomeView answer={phase.answer} />
            <div className="flex flex-wrap gap-2">{after}</div>
          </>
        )}
      </div>
    </Panel>
  );
}
