import { useTranslation } from '../ui/translate';
import { useNow } from '../ui/use-now';
import { formatAge } from './format';
import { formatExact } from './format-time';

/**
 * Time since a moment of this browser's clock (ms since 1970), ticking by itself; the exact moment on hover. `ago` where
 * it stands alone: "14 s ago".
 */
export function Age({ at, ago = false }: { readonly at: number; readonly ago?: boolean }) {
  const { t } = useTranslation();
  const age = formatAge(Math.max(useNow() - at, 0));
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      {ago ? t('model:ago', { age }) : age}
    </time>
  );
}
