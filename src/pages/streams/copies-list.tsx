import { clsx } from 'clsx';
import type { StreamModel } from '../../domain/cluster/model';
import { useTranslation } from '../../ui/translate';
import { useClusterKey } from '../../state/use-page-search';
import { Contact, Log, Store } from '../../widgets/lamps';
import { copyMarks } from '../../widgets/marks';
import { CopyAge, CopyName, copyPlace, leaderSince } from './copy-parts';

/** The copies on a phone: a lamp to a line, so that none of them is cut. */
export function CopiesList({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  return (
    <ul aria-label={t('streams:copies')}>
      {stream.copies.map((copy) => (
        <li
          key={copy.server ?? copy.peer}
          data-testid="copy-row"
          {...copyMarks(copy)}
          className={clsx(
            'grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 border-b border-line px-3 py-2 last:border-b-0',
            copy.presence.kind !== 'answering' && 'hatched',
          )}
        >
          <div className="col-span-2 flex items-center justify-between gap-3">
            <a href={copyPlace(cluster, copy)} className="min-w-0 hover:underline">
              <CopyName copy={copy} since={leaderSince(stream)} />
            </a>
            <CopyAge copy={copy} />
          </div>
          <Label text={t('streams:contact')} />
          <Contact lamp={copy.contact} presence={copy.presence} />
          <Label text={t('streams:log')} />
          <Log lamp={copy.log} />
          <Label text={t('streams:store')} />
          <Store copy={copy} />
        </li>
      ))}
    </ul>
  );
}

function Label({ text }: { readonly text: string }) {
  return <span className="type-label pt-0.5 text-text-3">{text}</span>;
}
