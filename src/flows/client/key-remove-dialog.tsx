import type { Count } from '../../domain/count';
import type { StreamKey } from '../../domain/ids';
import { useAskInside } from '../../state/use-inside';
import { useTranslation } from '../../ui/translate';
import { literal, shorten } from '../../widgets/literal';
import { ConfirmDialog } from './confirm-dialog';

export interface KeyRemoveDialogProps {
  readonly stream: StreamKey;
  readonly name: string;
  readonly kind: 'delete' | 'purge';
  /** That was looked at: another one is not removed. */
  readonly revision: Count;
  readonly onClose: () => void;
}

/** Deletes a key, or purges it with its history. */
export function KeyRemoveDialog({ stream, name, kind, revision, onClose }: KeyRemoveDialogProps) {
  const { t } = useTranslation();
  const ask = useAskInside();
  return (
    <ConfirmDialog
      title={t(`buckets:keys.${kind}Title`, { key: shorten(literal(name), 40) })}
      body={t(`buckets:keys.${kind}Body`)}
      confirm={t(`buckets:keys.${kind}Do`)}
      onConfirm={() => ask('keyWrite', { stream, key: name, write: { kind, revision } })}
      onClose={onClose}
    />
  );
}
