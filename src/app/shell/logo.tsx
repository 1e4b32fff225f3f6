import { useTranslation } from '../../ui/translate';

/** A ring of members around one that leads. */
function Logo() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden className="shrink-0 text-accent">
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="8.4 4.17" />
      <circle cx="10" cy="10" r="2.5" fill="currentColor" />
    </svg>
  );
}

/** The sign with the name. */
export function Brand() {
  const { t } = useTranslation();
  return (
    <span className="flex items-center gap-2.5">
      <Logo />
      <span className="type-lead font-medium">{t('shell:product')}</span>
    </span>
  );
}
