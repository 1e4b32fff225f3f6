import { clsx } from 'clsx';
import type { ReplicaModel } from '../domain/cluster/model';
import { useTranslation } from '../ui/translate';
import { Mark } from '../ui/mark';
import { Crown } from './crown';
import { Name } from './name';

/** All copies in one line: the leader first with its crown, each with its mark. */
export function Copies({ copies }: { readonly copies: readonly ReplicaModel[] }) {
  const { t } = useTranslation();
  const leaderFirst = copies.toSorted((a, b) => Number(leads(b)) - Number(leads(a)));
  return (
    // Long names give way to each other, the marks never do.
    <span className="flex min-w-0 gap-2.5">
      {leaderFirst.map((copy) => (
        <span key={copy.server ?? copy.peer ?? ''} className="inline-flex min-w-4 items-center gap-1">
          <Mark tone={copy.mark} size={10} label={t(`model:mark.${copy.mark}`)} />
          <Name
            text={copy.server ?? copy.peer ?? '?'}
            className={clsx('truncate', leads(copy) ? 'font-medium' : 'text-text-2')}
          />
          {copy.role === 'leader' && <Crown />}
        </span>
      ))}
    </span>
  );
}

const leads = (copy: ReplicaModel) => copy.role === 'leader' || copy.role === 'single';
