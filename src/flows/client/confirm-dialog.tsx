import { useState } from 'react';
import type { InsideFailure } from '../../domain/inside/ops';
import type { OpError } from '../../engine/protocol';
import type { Result } from '../../lib/result';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { useTranslation } from '../../ui/translate';
import { failureWords } from './failure-words';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What it means. */
  readonly body: string;
  readonly confirm: string;
  /** Done once; it stays open when it fails. */
  readonly onConfirm: () => Promise<Result<unknown, InsideFailure | OpError>>;
  readonly onClose: () => void;
}

/** Something that cannot be taken back. */
export function ConfirmDialog({ title, body, confirm, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<InsideFailure | OpError | null>(null);
  const run = async () => {
    setBusy(true);
    setProblem(null);
    const answer = await onConfirm();
    setBusy(false);
    if (answer.ok) onClose();
    else setProblem(answer.error);
  };
  return (
    <Dialog
      title={title}
      closeLabel={t('buckets:close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('buckets:cancel')}</Button>
          <Button look="danger" disabled={busy} onClick={() => void run()}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {problem !== null && <Notice tone="crit" announce title={failureWords(t, problem)} />}
        <p className="text-text-2">{body}</p>
      </div>
    </Dialog>
  );
}
