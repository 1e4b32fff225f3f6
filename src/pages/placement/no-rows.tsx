import { useTranslation } from '../../ui/translate';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import type { SetSearch } from './placement-search';

/** In place of the rows: there are none, or none that fits. */
export function NoRows({ filtered, set }: { readonly filtered: boolean; readonly set: SetSearch }) {
  const { t } = useTranslation();
  if (!filtered) return <EmptyState title={t('placement:none')}>{t('placement:noneBody')}</EmptyState>;
  return (
    <EmptyState
      title={t('placement:noneFiltered')}
      action={<Button onClick={() => set({ filter: '', show: '' })}>{t('placement:clear')}</Button>}
    />
  );
}
