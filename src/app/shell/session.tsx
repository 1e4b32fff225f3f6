import { clsx } from 'clsx';
import { LogOut, Moon, Sun } from 'lucide-react';
import { useTranslation } from '../../ui/translate';
import { useConnect } from '../../state/use-connect';
import { IconButton } from '../../ui/button';
import { literal } from '../../widgets/literal';
import { Freshness } from './freshness';
import { useStatus } from '../../state/use-engine-state';
import { useTheme } from './theme';

/** How live the picture is, who we are and where; theme and leaving. */
export function Session({ className }: { readonly className?: string }) {
  return (
    <div className={clsx('flex flex-col gap-1', className)}>
      <Freshness />
      <Who />
      <div className="mt-1 flex gap-1">
        <ThemeSwitch />
        <Leave />
      </div>
    </div>
  );
}

function Who() {
  const { t } = useTranslation();
  const status = useStatus();
  const identity = status?.identity ?? null;
  const who = identity?.user ?? identity?.role;
  const text =
    who === undefined
      ? t('shell:signedInUnknown')
      : t('shell:signedIn', {
          who: literal(who),
          account: literal(identity?.account ?? t('shell:signedInUnknown')),
        });
  const via = status?.connectedTo ?? null;
  return (
    <p className="type-small truncate text-text-2" title={text}>
      {text}
      {via !== null && <span className="text-text-3"> · {t('shell:viaServer', { server: literal(via) })}</span>}
    </p>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const [theme, choose] = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <IconButton
      label={other === 'light' ? t('shell:theme.toLight') : t('shell:theme.toDark')}
      onClick={() => {
        choose(other);
      }}
    >
      {other === 'light' ? <Sun size={15} aria-hidden /> : <Moon size={15} aria-hidden />}
    </IconButton>
  );
}

function Leave() {
  const { t } = useTranslation();
  const { disconnect } = useConnect();
  return (
    <IconButton label={t('shell:disconnect')} onClick={() => void disconnect()}>
      <LogOut size={15} aria-hidden />
    </IconButton>
  );
}
