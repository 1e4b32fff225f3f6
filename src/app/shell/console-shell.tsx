import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { useTranslation } from '../../ui/translate';
import { useCluster } from '../../state/use-rows';
import { Banners } from './banners';
import { Content } from './content';
import { useDocumentMark, useRouteAnnouncer } from './document-mark';
import { BottomBar, Sidebar } from './navigation';
import { usePlace } from './place';
import { useShortcuts } from './shortcuts';
import { TopBar } from './top-bar';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));
const PhoneMenu = lazy(async () => ({ default: (await import('./phone-menu')).PhoneMenu }));
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list')).ShortcutList }));

type Overlay = 'palette' | 'help' | 'menu' | null;

/** The frame of the console. */
export function ConsoleShell() {
  const { t } = useTranslation();
  const row = useCluster();
  const wanted = usePlace().cluster;
  const cluster = row?.key ?? wanted ?? '';
  const [overlay, setOverlay] = useState<Overlay>(null);
  const typed = useRef('');
  const close = useCallback(() => {
    typed.current = '';
    setOverlay(null);
  }, []);
  const onPalette = useCallback(() => {
    setOverlay('palette');
  }, []);
  const onHelp = useCallback(() => {
    setOverlay('help');
  }, []);
  useShortcuts({ cluster, onPalette, onHelp, typed });
  useDocumentMark();
  useRouteAnnouncer();
  return (
    <div className="flex h-dvh">
      <a
        href="#content"
        onClick={skip}
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:bg-panel focus:p-2"
      >
        {t('shell:skip')}
      </a>
      <Sidebar cluster={cluster} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar onJump={onPalette} />
        <Banners controls />
        <main
          id="content"
          tabIndex={0}
          className="min-h-0 flex-1 overflow-y-auto outline-none not-data-quiet:focus-visible:focus-ring-inset"
        >
          <Content />
        </main>
        <BottomBar cluster={cluster} onMenu={() => setOverlay('menu')} />
      </div>
      <div id="announcer" aria-live="polite" className="sr-only" />
      <Suspense>
        {overlay === 'palette' && <Palette cluster={cluster} typed={typed} onClose={close} />}
        {overlay === 'menu' && <PhoneMenu onClose={close} onJump={onPalette} />}
        {overlay === 'help' && <ShortcutList onClose={close} />}
      </Suspense>
    </div>
  );
}

/** The hash is the address of the screen: the browser must not follow the link itself. */
function skip(event: { preventDefault: () => void }) {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
