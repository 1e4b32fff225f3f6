import { jsonText } from '../../domain/asset-config/json-text';
import type { StreamKey } from '../../domain/ids';
import { streamPlace } from '../../domain/ids';
import { streamRequest } from '../../domain/stream-config/wire';
import { useInside } from '../../state/use-inside';
import { Dialog } from '../../ui/dialog';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation } from '../../ui/translate';
import { CommandDialog } from '../command-dialog';
import { InsideProblem } from './problem';

interface SealDialogProps {
  readonly stream: StreamKey;
  readonly onClose: () => void;
}

/** Sealing is an update of the whole configuration, as the leader tells it now. */
export function SealDialog({ stream, onClose }: SealDialogProps) {
  const { t } = useTranslation();
  const answer = useInside('streamConfig', { stream });
  const { name, account } = streamPlace(stream);
  if (answer?.ok === true) {
    const { config, unknown } = answer.value;
    const sealed = jsonText(streamRequest({ ...config, sealed: true }, unknown));
    const initial = { kind: 'streamUpdate', stream, config: sealed } as const;
    return <CommandDialog initial={initial} name={name} targets={[]} onClose={onClose} />;
  }
  return (
    <Dialog place="drawer" title={t('messages:sealTitle')} closeLabel={t('ui:close')} onClose={onClose}>
      {answer === null ? (
        <Skeleton label={t('ui:loading')} lines={4} />
      ) : (
        <InsideProblem problem={answer.error} account={account} />
      )}
    </Dialog>
  );
}
