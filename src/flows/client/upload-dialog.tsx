import { useId, useState } from 'react';
import type { StreamKey } from '../../domain/ids';
import { useJob } from '../../state/use-job';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { useTranslation } from '../../ui/translate';
import { formatBytes } from '../../widgets/format';
import { literal } from '../../widgets/literal';

export interface UploadDialogProps {
  readonly stream: StreamKey;
  /** Names that are taken. */
  readonly known: readonly string[];
  readonly onClose: () => void;
}

/** A file for an object store. It is read piece by piece while it is sent. */
export function UploadDialog({ stream, known, onClose }: UploadDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const upload = useJob('upload', stream);
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const isReady = file !== null && name.trim() !== '';
  return (
    <Dialog
      place="drawer"
      title={t('buckets:objects.uploadTitle')}
      closeLabel={t('buckets:close')}
      onClose={onClose}
      holdsText
      actions={
        <>
          <Button onClick={onClose}>{t('buckets:cancel')}</Button>
          <Button type="submit" form={form} look="primary" refused={isReady ? undefined : t('buckets:objects.file')}>
            {t('buckets:objects.uploadDo')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          upload.start({ kind: 'upload', args: { stream, name: name.trim(), description, content: file } });
          onClose();
        }}
      >
        <label className="flex flex-col gap-1">
          <span className="type-label text-text-3">{t('buckets:objects.file')}</span>
          <input
            type="file"
            className="type-small text-text-2"
            onChange={(event) => {
              const chosen = event.target.files?.[0] ?? null;
              setFile(chosen);
              // A name that nobody typed is that of the file.
              if (chosen !== null && (name === '' || name === file?.name)) setName(chosen.name);
            }}
          />
          {file !== null && (
            <span className="type-small text-text-3">
              {t('client:publish.fileTaken', { name: literal(file.name), size: formatBytes(file.size) })}
            </span>
          )}
        </label>
        <TextField
          label={t('buckets:objects.name')}
          mono
          value={name}
          {...(known.includes(name.trim()) ? { hint: t('buckets:objects.replaces') } : {})}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('buckets:objects.description')}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
