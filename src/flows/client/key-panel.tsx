import { useState } from 'react';
import { previewOf } from '../../domain/body/preview';
import type { Count } from '../../domain/count';
import type { StreamKey } from '../../domain/ids';
import type { KeyEntry } from '../../domain/inside/buckets';
import { forgetInside, useInside } from '../../state/use-inside';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { KeyValues } from '../../ui/key-values';
import { Panel } from '../../ui/panel';
import { saveFile } from '../../ui/save-file';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation } from '../../ui/translate';
import { useCalm } from '../../ui/use-calm';
import { BodyView } from '../../widgets/body/body-view';
import { PreviewText } from '../../widgets/body/preview-text';
import { formatBytes, formatCount } from '../../widgets/format';
import { formatExact, formatMoment } from '../../widgets/format-time';
import { Name } from '../../widgets/name';
import { failureWords } from './failure-words';
import { KeyRemoveDialog } from './key-remove-dialog';
import { KeyWriteDialog } from './key-write-dialog';

export interface KeyPanelProps {
  readonly stream: StreamKey;
  readonly name: string;
  /** Newest one by the watch; asked for again when it changes. `null`: not known. */
  readonly revision: Count | null;
  readonly canWrite: boolean;
}

/** ms; a key may change a thousand times a second. */
const askedAgain = 2000;

type Open = 'write' | 'delete' | 'purge' | null;

/** One key: its value, its earlier revisions, and what can be done with it. */
export function KeyPanel({ stream, name, revision, canWrite }: KeyPanelProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open>(null);
  // The watch's revision stands in the question, so that a change asks anew: each time a consumer is made for it.
  const seen = useCalm(revision === null ? '' : String(revision), askedAgain);
  const answer = useInside('keyHistory', { stream, key: name, seen }, { enabled: canWrite });
  const entries = answer?.ok === true ? answer.value : null;
  const newest = entries?.[0];
  const isThere = newest !== undefined && newest.operation === 'put';
  const close = () => {
    setOpen(null);
    // Of a key that is not among those watched nothing else tells that it was written.
    forgetInside('keyHistory');
  };
  const unread = t(answer === null && canWrite ? 'buckets:keys.valueReading' : 'buckets:keys.valueNotKnown');
  const refused = !canWrite ? t('client:connection.refused') : entries === null ? unread : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Panel title={<Name text={name} className="type-mono" />}>
        <div
          className="flex flex-col gap-3"
          data-testid="key-value"
          data-revision={newest === undefined ? '' : String(newest.revision)}
        >
          {answer === null && <Unread canWrite={canWrite} />}
          {answer?.ok === false && (
            <p role="alert" className="text-warn-ink">
              {failureWords(t, answer.error)}
            </p>
          )}
          {answer?.ok === true && !isThere && <p className="text-text-2">{t('buckets:keys.gone')}</p>}
          {isThere && (
            <>
              <KeyValues
                items={[
                  { label: t('buckets:keys.revision'), value: formatCount(newest.revision) },
                  { label: t('buckets:keys.size'), value: formatBytes(newest.size) },
                  { label: t('buckets:keys.changed'), value: formatExact(newest.at) },
                ]}
              />
              <div data-testid="key-body">
                <Value entry={newest} />
              </div>
            </>
          )}
          <div className="flex flex-wrap gap-2">
            <Button refused={refused} onClick={() => setOpen('write')}>
              {t('buckets:keys.edit')}
            </Button>
            {isThere && (
              <Button onClick={() => saveFile(new Blob([new Uint8Array(newest.value)]), name)}>
                {t('client:body.save')}
              </Button>
            )}
            {newest !== undefined && canWrite && (
              <>
                {isThere && <Button onClick={() => setOpen('delete')}>{t('buckets:keys.delete')}</Button>}
                <Button onClick={() => setOpen('purge')}>{t('buckets:keys.purge')}</Button>
              </>
            )}
          </div>
        </div>
      </Panel>
      <Panel title={t('buckets:keys.history')} meta={formatCount(entries?.length ?? null)} padding="none">
        {entries === null ? <EmptyState title={t('buckets:keys.historyNotKnown')} /> : <History entries={entries} />}
      </Panel>
      {open === 'write' && (
        <KeyWriteDialog
          stream={stream}
          name={name}
          current={isThere ? newest.value : null}
          revision={newest?.revision ?? 0}
          onClose={close}
        />
      )}
      {(open === 'delete' || open === 'purge') && newest !== undefined && (
        <KeyRemoveDialog stream={stream} name={name} kind={open} revision={newest.revision} onClose={close} />
      )}
    </div>
  );
}

/** A skeleton only while something is on its way. */
function Unread({ canWrite }: { readonly canWrite: boolean }) {
  const { t } = useTranslation();
  return canWrite ? (
    <Skeleton label={t('model:loading')} lines={3} />
  ) : (
    <p className="text-text-2">{t('buckets:keys.valueNotKnown')}</p>
  );
}

function Value({ entry: { value } }: { readonly entry: KeyEntry }) {
  if (value.byteLength === 0) return <PreviewText preview={previewOf(value)} />;
  return <BodyView body={value} contentType="" />;
}

function History({ entries }: { readonly entries: readonly KeyEntry[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return <EmptyState title={t('buckets:keys.historyNone')} />;
  return (
    <ul>
      {entries.map((entry) => (
        <li key={String(entry.revision)} data-testid="key-revision" className="border-b border-line last:border-b-0">
          <details className="px-3 py-1.5">
            <summary>
              <span className="inline-flex flex-wrap gap-x-3">
                <span className="type-strong">{formatCount(entry.revision)}</span>
                <span className={entry.operation === 'put' ? 'text-text-2' : 'text-warn-ink'}>
                  {t(`buckets:keys.operation.${entry.operation}`)}
                </span>
                <span className="text-text-3" title={formatExact(entry.at)}>
                  {formatMoment(entry.at)}
                </span>
                <span className="text-text-3">{formatBytes(entry.size)}</span>
              </span>
            </summary>
            <div className="pt-1.5">
              <Value entry={entry} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
