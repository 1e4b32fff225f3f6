import type { Quorum } from '../domain/cluster/model';
import { useTranslation } from '../ui/translate';
import { unknownText } from './format';

/** Always have / need / of. */
export function QuorumText({ quorum }: { readonly quorum: Quorum }) {
  const { t } = useTranslation();
  const short = quorum.have !== null && quorum.have < quorum.need;
  return (
    <span className="whitespace-nowrap text-text-2">
      {t('model:quorum.have')}{' '}
      <strong className={short ? 'type-strong text-crit-ink' : 'type-strong text-text'}>
        {quorum.have ?? unknownText}
      </strong>
      {` / ${t('model:quorum.need')} ${String(quorum.need)} / ${t('model:quorum.of')} ${String(quorum.of)}`}
    </span>
  );
}
