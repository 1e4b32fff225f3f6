import type { Group } from '../../../domain/asset-config/field';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { FilterField } from '../../../ui/filter-field';
import { Panel } from '../../../ui/panel';
import { useTranslation } from '../../../ui/translate';
import { FieldControl } from './field-control';
import { useFormFrame } from './frame';

interface GroupListProps {
  /** Fields that stand elsewhere: found here only by search. */
  readonly elsewhere: ReadonlySet<string>;
  readonly search: string;
  readonly onSearch: (text: string) => void;
}

/** All other fields, group by group; typing finds each by its name, its help and its name in JSON. */
export function GroupList({ elsewhere, search: text, onSearch: setText }: GroupListProps) {
  const { t } = useTranslation();
  const { fields, words } = useFormFrame();
  const wanted = text.trim().toLowerCase();
  const found = Object.entries(fields).filter(([field, shape]) => {
    if (wanted === '') return !elsewhere.has(field);
    return [words.label(field), words.help(field), shape.wire].some((word) => word.toLowerCase().includes(wanted));
  });
  const groups = [...new Set(found.map(([, { group }]) => group))];
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <FilterField label={t('wizard:search')} value={text} onValue={setText} />
        <span role="status" className="text-text-3">
          {t('wizard:searchHits', { count: found.length })}
        </span>
      </div>
      {found.length === 0 ? (
        <EmptyState
          title={t('wizard:searchNone', { text: text.slice(0, 40) })}
          action={<Button onClick={() => setText('')}>{t('wizard:searchClear')}</Button>}
        />
      ) : (
        groups.map((group: Group) => (
          <Panel key={group} title={t(`wizard:group.${group}`)}>
            <FieldGrid fields={found.filter(([, shape]) => shape.group === group).map(([field]) => field)} />
          </Panel>
        ))
      )}
    </div>
  );
}

/** Controls beside each other where there is room. */
export function FieldGrid({ fields: shown }: { readonly fields: readonly string[] }) {
  const { fields } = useFormFrame();
  return (
    <div className="grid gap-x-6 gap-y-4 @xl:grid-cols-2">
      {shown.map((field) => (
        <div key={field} className={wide.has(fields[field]?.kind ?? '') ? 'min-w-0 @xl:col-span-2' : 'min-w-0'}>
          <FieldControl field={field} />
        </div>
      ))}
    </div>
  );
}

const wide: ReadonlySet<string> = new Set(['subjects', 'part', 'parts', 'entries']);
