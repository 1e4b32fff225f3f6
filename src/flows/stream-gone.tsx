import { useState } from 'react';
import type { StreamKey } from '../domain/ids';
import { paths } from '../state/paths';
import { useClusterKey } from '../state/use-page-search';
import { useStream } from '../state/use-rows';
import { ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { useTranslation } from '../ui/translate';

/** Above what a screen shows of a stream: that there is none of its name any more. */
export function StreamGone({ stream }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  if (useStream(stream) !== null) return null;
  return (
    <div data-testid="stream-gone">
      <Notice
        tone="unknown"
        title={t('streams:unknown')}
        actions={<ButtonLink href={paths.streams(cluster)}>{t('streams:all')}</ButtonLink>}
      >
        {t('streams:goneBody')}
      </Notice>
    </div>
  );
}

/** Counts the streams that this name has been, as far as this screen saw: what was read of one is nothing of the next. */
export function useIncarnation(stream: StreamKey): number {
  const created = useStream(stream)?.created ?? null;
  const [seen, see] = useState({ stream, created, number: 0 });
  const isOther = seen.stream !== stream;
  if (isOther || (created !== null && created !== seen.created)) {
    const isAnother = !isOther && seen.created !== null;
    see({ stream, created, number: seen.number + (isAnother ? 1 : 0) });
  }
  return seen.number;
}
