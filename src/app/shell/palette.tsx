import { clsx } from 'clsx';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from '../../ui/translate';
import { useServers, useStreams } from '../../state/use-rows';
import { Dialog } from '../../ui/dialog';
import { matchEntries, paletteEntries, type PaletteEntry } from './palette-entries';

const most = 12;

interface PaletteProps {
  readonly cluster: string;
  /** What was typed before it was there. */
  readonly typed: { readonly current: string };
  readonly onClose: () => void;
}

/** Ctrl/Cmd-K: a name leads to its place. A combobox whose list stays open. */
export function Palette({ cluster, typed, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const list = useId();
  const [wish, setWish] = useState(() => typed.current);
  const [at, setAt] = useState(0);
  const servers = useServers().rows;
  const streams = useStreams().rows;
  const entries = useMemo(
    () => paletteEntries(cluster, (screen) => t(`shell:nav.${screen}`), servers, streams),
    [cluster, t, servers, streams],
  );
  const { shown, more } = useMemo(() => matchEntries(entries, wish, most), [entries, wish]);
  const active = Math.min(at, shown.length - 1);

  const go = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    onClose();
    location.assign(entry.href);
  };
  const onKeys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(shown[active]);
    else if (event.key === 'ArrowDown') setAt(active + 1 >= shown.length ? 0 : active + 1);
    else if (event.key === 'ArrowUp') setAt(active <= 0 ? shown.length - 1 : active - 1);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={t('shell:palette.title')} closeLabel={t('ui:close')} onClose={onClose} place="top" bare>
      <input
        autoFocus
        role="combobox"
        aria-label={t('shell:palette.title')}
        aria-expanded
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown[active] === undefined ? undefined : `${list}-${String(active)}`}
        placeholder={t('shell:palette.placeholder')}
        value={wish}
        spellCheck={false}
        onKeyDown={onKeys}
        onChange={(event) => {
          setWish(event.target.value);
          setAt(0);
        }}
        className="type-lead h-11 w-full border-b border-line bg-panel px-4 outline-none placeholder:text-text-3"
      />
      <ul id={list} role="listbox" aria-label={t('shell:palette.title')} className="py-1">
        {shown.map((entry, index) => (
          <li
            key={entry.id}
            id={`${list}-${String(index)}`}
            role="option"
            aria-selected={index === active}
            onPointerMove={() => {
              setAt(index);
            }}
            onClick={() => {
              go(entry);
            }}
            className={clsx('flex h-8 cursor-pointer items-center gap-3 px-4', index === active && 'bg-accent-tint')}
          >
            <span className="truncate">{entry.text}</span>
            <span className="type-small ml-auto shrink-0 text-text-3">{kind(entry)}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="type-small px-4 pb-2 text-text-3 empty:hidden">
        {shown.length === 0 ? t('shell:palette.none') : more > 0 ? t('shell:palette.more', { count: more }) : ''}
      </p>
    </Dialog>
  );

  function kind({ what }: PaletteEntry): string {
    switch (what.kind) {
      case 'screen':
        return t('shell:palette.screen');
      case 'server':
        return t('shell:palette.server');
      case 'stream':
        return t('shell:palette.stream', { account: what.account });
    }
  }
}
