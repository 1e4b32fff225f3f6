import { clsx } from 'clsx';
import { Menu } from 'lucide-react';
import { useTranslation } from '../../ui/translate';
import { useCluster } from '../../state/use-rows';
import { Name } from '../../widgets/name';
import { Brand } from './logo';
import { navItems } from './nav';
import { usePlace } from './place';
import { Session } from './session';

/** Left edge on screens wide enough for it. */
export function Sidebar({ cluster }: { readonly cluster: string }) {
  const { t } = useTranslation();
  return (
    <div className="hidden w-52 shrink-0 flex-col border-r border-line md:flex">
      <a href={navItems[0]?.href(cluster)} className="flex h-12 items-center border-b border-line px-4 text-text">
        <Brand />
      </a>
      <ClusterName cluster={cluster} />
      <nav aria-label={t('shell:navigation')} className="flex flex-col py-1">
        <NavLinks cluster={cluster} look="side" />
      </nav>
      <Session className="mt-auto border-t border-line p-3" />
    </div>
  );
}

/** Lower edge on a phone; what has no room there is behind its last button. */
export function BottomBar({ cluster, onMenu }: { readonly cluster: string; readonly onMenu: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex h-14 shrink-0 border-t border-line bg-panel md:hidden">
      <nav aria-label={t('shell:navigation')} className="flex min-w-0 flex-5">
        <NavLinks cluster={cluster} look="bottom" />
      </nav>
      <button
        type="button"
        onClick={onMenu}
        className="flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-text-2 focus-visible:focus-ring-inset"
      >
        <Menu size={18} strokeWidth={1.75} aria-hidden />
        <span className="type-small truncate">{t('shell:menu')}</span>
      </button>
    </div>
  );
}

function ClusterName({ cluster }: { readonly cluster: string }) {
  const { t } = useTranslation();
  const name = useCluster()?.name ?? cluster;
  return (
    <div className="px-4 pt-3 pb-1">
      <p className="type-label text-text-3">{t('shell:cluster')}</p>
      <p className="type-strong truncate">
        <Name text={name} />
      </p>
    </div>
  );
}

function NavLinks({ cluster, look }: { readonly cluster: string; readonly look: 'side' | 'bottom' }) {
  const { t } = useTranslation();
  const row = useCluster();
  const here = usePlace().screen;
  return navItems.map(({ screen, icon: Icon, href, count }) => {
    const current = screen === here;
    const reading = row === null ? null : count(row);
    return (
      <a
        key={screen}
        href={href(cluster)}
        aria-current={current ? 'page' : undefined}
        className={clsx(
          'flex items-center focus-visible:focus-ring-inset',
          current ? 'text-text' : 'text-text-2 hover:text-text',
          look === 'side' && ['h-7 gap-3 px-4', current && 'bg-raised shadow-[inset_2px_0_var(--accent)]'],
          look === 'bottom' && [
            'min-w-0 flex-1 flex-col justify-center gap-0.5',
            current && 'shadow-[inset_0_2px_var(--accent)]',
          ],
        )}
      >
        <Icon
          size={look === 'side' ? 15 : 18}
          strokeWidth={1.75}
          aria-hidden
          className={current ? 'text-accent' : ''}
        />
        {/* Nine words do not fit beside each other on a phone; where one is stands above the page. */}
        <span className={look === 'side' ? 'truncate' : 'sr-only'}>{t(`shell:nav.${screen}`)}</span>
        {look === 'side' && reading !== null && <span className="type-mono ml-auto text-text-3">{reading}</span>}
      </a>
    );
  });
}
