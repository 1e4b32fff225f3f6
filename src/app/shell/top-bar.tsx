import { useSearch } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from '../../ui/translate';
import { useCluster } from '../../state/use-rows';
import { Kbd } from '../../ui/kbd';
import { Answered } from './answered';
import { Freshness } from './freshness';
import { crumbsOf, usePlace } from './place';

/** Crumbs, how many servers answered, and the way to everything else. */
export function TopBar({ onJump }: { readonly onJump: () => void }) {
  const { t } = useTranslation();
  const apple = navigator.userAgent.includes('Mac');
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-3 sm:px-5">
      <Crumbs />
      <div className="ml-auto flex shrink-0 items-center gap-2">
        <div className="md:hidden">
          <Freshness />
        </div>
        <Answered />
        <button
          type="button"
          onClick={onJump}
          aria-keyshortcuts="Control+K Meta+K"
          className="type-small hidden h-6 items-center gap-2 rounded-control border border-line px-2 text-text-2 hover:bg-raised sm:flex"
        >
          {t('shell:jump')}
          <Kbd className="border-0">{apple ? '⌘ K' : 'Ctrl K'}</Kbd>
        </button>
      </div>
    </header>
  );
}

function Crumbs() {
  const { t } = useTranslation();
  const place = usePlace();
  const row = useCluster();
  // What it is called, rather than how addresses write that.
  const name = row !== null && row.key === place.cluster ? row.name : null;
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const domain = typeof search['domain'] === 'string' ? search['domain'] : '';
  const crumbs = crumbsOf(place, (screen) => t(`shell:nav.${screen}`), { clusterName: name, domain });
  return (
    <nav aria-label={t('shell:breadcrumbs')} className="flex min-w-0 items-center gap-1.5 whitespace-nowrap">
      {crumbs.map(({ text, href }, index) => {
        const last = index === crumbs.length - 1;
        return (
          <Fragment key={`${String(index)} ${text}`}>
            {index > 0 && <span className="hidden text-text-3 sm:inline">/</span>}
            {last || href === null ? (
              <span aria-current={last ? 'page' : undefined} className="truncate text-text">
                {text}
              </span>
            ) : (
              <a href={href} className="hidden truncate text-text-2 hover:text-text sm:inline">
                {text}
              </a>
            )}
          </Fragment>
        );
      })}
    </nav>
  );
}
