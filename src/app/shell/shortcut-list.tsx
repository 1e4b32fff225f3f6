import { useTranslation } from '../../ui/translate';
import { Dialog } from '../../ui/dialog';
import { Kbd } from '../../ui/kbd';
import { navItems } from './nav';

/** What the keyboard does. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const rows: readonly (readonly [keys: readonly string[], text: string])[] = [
    ...navItems.map(
      ({ key, screen }) => [['g', key], t('shell:shortcuts.go', { place: t(`shell:nav.${screen}`) })] as const,
    ),
    [['Ctrl', 'K'], t('shell:shortcuts.palette')],
    [['/'], t('shell:shortcuts.filter')],
    [['j', 'k'], t('shell:shortcuts.rows')],
    [['Enter'], t('shell:shortcuts.open')],
    [['Home', 'End'], t('shell:shortcuts.ends')],
    [['Esc'], t('shell:shortcuts.close')],
    [['?'], t('shell:shortcuts.help')],
  ];
  return (
    <Dialog title={t('shell:shortcuts.title')} closeLabel={t('ui:close')} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {rows.map(([keys, text]) => (
          <div key={text} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
