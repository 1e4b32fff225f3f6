import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Mark } from '../../domain/cluster/model';
import { useTranslation } from '../../ui/translate';
import { useStaleness } from '../../state/use-engine-state';
import { useCluster } from '../../state/use-rows';
import { crumbsOf, usePlace } from './place';

const signs: Readonly<Record<Mark, string>> = { ok: '', busy: '◐ ', warn: '▲ ', crit: '⬣ ', unknown: '◌ ' };

/** Title and icon of the tab carry the worst mark; a picture that is not live is unknown, never good. */
export function useDocumentMark(): void {
  const { t } = useTranslation();
  const staleness = useStaleness();
  const mark = useCluster()?.summary.mark ?? 'unknown';
  const shown: Mark = staleness === null ? mark : 'unknown';
  const crumbs = crumbsOf(usePlace(), (screen) => t(`shell:nav.${screen}`));
  const place = crumbs
    .map((crumb) => crumb.text)
    .toReversed()
    .join(' · ');
  useEffect(() => {
    document.title = `${signs[shown]}${place === '' ? '' : `${place} · `}${t('shell:product')}`;
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (icon !== null) icon.href = `./favicon-${shown}.svg`;
  }, [shown, place, t]);
}

/**
 * After a change of place: the new title is read out and the focus goes to the content. Its ring is for who came there by
 * keys: a browser draws it also where what had the focus before is gone, as the form of a login is.
 */
export function useRouteAnnouncer(): void {
  const byKey = useRef(false);
  useEffect(() => {
    const onKey = () => {
      byKey.current = true;
      document.getElementById('content')?.removeAttribute('data-quiet');
    };
    const onPointer = () => {
      byKey.current = false;
    };
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('pointerdown', onPointer, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', onPointer, true);
    };
  }, []);
  const pathname = useLocation({ select: (location) => location.pathname });
  useEffect(() => {
    const main = document.getElementById('content');
    const announcer = document.getElementById('announcer');
    if (announcer === null || announcer.dataset['place'] === pathname) return;
    const first = announcer.dataset['place'] === undefined;
    announcer.dataset['place'] = pathname;
    // The first page is announced by the browser itself.
    if (first) return;
    announcer.textContent = document.title;
    main?.toggleAttribute('data-quiet', !byKey.current);
    main?.focus({ preventScroll: true });
    main?.scrollTo({ top: 0 });
  }, [pathname]);
}
