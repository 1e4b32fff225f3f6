import { useState, type ReactNode } from 'react';
import type { StreamKey } from '../domain/ids';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { useTranslation } from '../ui/translate';
import { literal } from '../widgets/literal';
import { Confirm, OutcomeView, Planned } from './run-parts';
import { Typed } from './typed';
import { useRun } from './use-run';

export interface RepairDialogProps {
  readonly stream: StreamKey;
  readonly name: string;
  /** Copies that are configured, and are to be there in the end. */
  readonly replicas: number;
  readonly onClose: () => void;
}

/**
 * A set that lost copies for good, and that nobody completes: down to the leader's copy and up again. The second step is
 * unlocked by the first one's being verified. Closed in between, the stream has one copy, and can be scaled as any other.
 */
export function RepairDialog({ stream, name, replicas, onClose }: RepairDialogProps) {
  const { t } = useTranslation();
  const [single, setSingle] = useState(false);
  return (
    <Dialog
      place="drawer"
      title={t('actions:repair.title', { name: literal(name) })}
      closeLabel={t('actions:close')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('actions:close')}</Button>}
    >
      <div className="flex flex-col gap-4">
        <p>{t('actions:repair.lead', { count: replicas })}</p>
        <Notice tone="warn" title={t('actions:repair.backup')}>
          {t('actions:repair.backupHow', { name: literal(name) })}
        </Notice>
        <Step title={t('actions:repair.first')}>
          <Scale stream={stream} replicas={1} onVerified={() => setSingle(true)} />
        </Step>
        <Step title={t('actions:repair.second', { count: replicas })}>
          {single ? (
            <Scale stream={stream} replicas={replicas} onVerified={() => undefined} />
          ) : (
            <p className="text-text-3">{t('actions:repair.locked')}</p>
          )}
        </Step>
      </div>
    </Dialog>
  );
}

function Step({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 border-t border-line pt-3">
      <h3 className="type-section">{title}</h3>
      {children}
    </section>
  );
}

interface ScaleProps {
  readonly stream: StreamKey;
  readonly replicas: number;
  readonly onVerified: () => void;
}

function Scale({ stream, replicas, onVerified }: ScaleProps) {
  const { t } = useTranslation();
  const { command, answer, plan, phase, typed, type, send } = useRun(
    { kind: 'streamScale', stream, replicas },
    (came) => {
      if (came.ok && came.value.kind === 'verified') onVerified();
    },
  );
  if (phase.kind === 'sending') return <p role="status">{t('actions:sending')}</p>;
  if (phase.kind === 'done') return <OutcomeView answer={phase.answer} />;
  return (
    <>
      <Planned answer={answer} />
      {plan !== null && (
        <>
          <Typed plan={plan} typed={typed} onType={type} />
          <div className="flex justify-end">
            <Confirm plan={plan} command={command} typed={typed} onConfirm={(agreed) => void send(agreed)} />
          </div>
        </>
      )}
    </>
  );
}
