import type { Outsider } from '../../domain/meta/arrange';
import { useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import type { MetaUse } from './use';
import { literal } from '../literal';
import { Name } from '../name';

interface MetaOutsidersProps {
  readonly outsiders: readonly Outsider[];
  readonly use: MetaUse;
}

/** Servers that run JetStream and have no vote here. */
export function MetaOutsiders({ outsiders, use: { hrefOf } }: MetaOutsidersProps) {
  const { t } = useTranslation();
  if (outsiders.length === 0) return null;
  return (
    <div className="border-t border-dashed border-line pt-2">
      <h3 className="type-label text-text-3">{t('meta:outsiders')}</h3>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {outsiders.map(({ server, why }) => (
          <li
            key={server.name}
            data-testid="meta-outsider"
            data-server={server.name}
            data-why={why}
            data-state={server.mark}
            className="flex items-center gap-1.5"
          >
            <Mark tone={server.mark} size={10} label={t(`model:mark.${server.mark}`)} />
            <a href={hrefOf(server.name)} className="wrap-anywhere hover:underline">
              <Name text={server.name} />
            </a>
            <span className={why === 'notMember' ? 'type-small text-warn-ink' : 'type-small text-text-3'}>
              {t(`meta:outsider.${why}`, { domain: literal(server.domain) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
