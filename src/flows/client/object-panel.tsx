import { useState } from 'react';
import type { StreamKey } from '../../domain/ids';
import type { ObjectRow } from '../../domain/inside/buckets';
import { useAskInside } from '../../state/use-inside';
import { useJob } from '../../state/use-job';
import { Button } from '../../ui/button';
import { KeyValues } from '../../ui/key-values';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';
import { formatBytes, formatCount } from '../../widgets/format';
import { literal, shorten } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { ConfirmDialog } from './confirm-dialog';

export interface ObjectPanelProps {
  readonly stream: StreamKey;
  readonly object: ObjectRow;
  readonly canChange: boolean;
}

/** What is known of an object, and what can be done with it. */
export function ObjectPanel({ stream, object, canChange }: ObjectPanelProps) {
  const { t } = useTranslation();
  const ask = useAskInside();
  const download = useJob('download', stream);
  const [isDeleting, setDeleting] = useState(false);
  const { entry, name, misnamed, more, description, size, chunks, digest, modified, metadata, headers, link } = object;
  const isBusy = download.view.state === 'running' || download.view.state === 'starting';
  const pairs = [...Object.entries(metadata), ...headers];
  return (
    <Panel title={<Name text={name} />}>
      <div className="flex flex-col gap-3" data-testid="object-panel">
        <KeyValues
          items={[
            ...(description === ''
              ? []
              : [{ label: t('buckets:objects.description'), value: <Name text={description} /> }]),
            { label: t('buckets:objects.size'), value: formatBytes(size), title: `${formatCount(size)} B` },
            { label: t('buckets:objects.chunks'), value: formatCount(chunks) },
            {
              label: t('buckets:objects.digest'),
              value: <span className="type-mono wrap-anywhere">{literal(digest)}</span>,
            },
            { label: t('buckets:objects.modified'), value: <Name text={modified} /> },
            ...(misnamed
              ? [{ label: t('buckets:objects.misnamedLabel'), value: t('buckets:objects.misnamedBody') }]
              : []),
            ...pairs.map(([label, value]) => ({ label: shorten(literal(label), 40), value: <Name text={value} /> })),
          ]}
        />
        {more > 0 && <p className="text-text-2">{t('buckets:objects.more', { count: more })}</p>}
        <div className="flex flex-wrap gap-2">
          {link === null && (
            <Button
              look="primary"
              refused={canChange ? undefined : t('client:connection.refused')}
              disabled={isBusy}
              onClick={() => download.start({ kind: 'download', args: { stream, entry, name } })}
            >
              {t('buckets:objects.download')}
            </Button>
          )}
          <Button refused={canChange ? undefined : t('client:connection.refused')} onClick={() => setDeleting(true)}>
            {t('buckets:objects.delete')}
          </Button>
        </div>
      </div>
      {isDeleting && (
        <ConfirmDialog
          title={t('buckets:objects.deleteTitle', { name: shorten(literal(name), 40) })}
          body={t('buckets:objects.deleteBody')}
          confirm={t('buckets:objects.deleteDo')}
          onConfirm={() => ask('objectDelete', { stream, entry })}
          onClose={() => setDeleting(false)}
        />
      )}
    </Panel>
  );
}
