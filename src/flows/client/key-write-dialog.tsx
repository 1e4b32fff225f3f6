import { useId, useState } from 'react';
import { textOf } from '../../domain/body/utf8';
import { count, type Count } from '../../domain/count';
import type { StreamKey } from '../../domain/ids';
import { isKey } from '../../domain/inside/buckets';
import type { InsideFailure } from '../../domain/inside/ops';
import type { OpError } from '../../engine/protocol';
import { useAskInside } from '../../state/use-inside';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextArea, TextField } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { useTranslation } from '../../ui/translate';
import { failureWords } from './failure-words';

/** Bytes that are shown in a field: a longer text would stop the page. */
const mostText = 256 * 1024;

export interface KeyWriteDialogProps {
  readonly stream: StreamKey;
  /** Empty: to be typed. */
  readonly name: string;
  /** What the key holds; `null`: nothing. */
  readonly current: Uint8Array | null;
  /** That the key has now; 0: it is not there. */
  readonly revision: Count;
  readonly onClose: () => void;
}

/** Writes a value. What was typed stays when it is refused, as somebody faster may have written. */
export function KeyWriteDialog({ stream, name, current, revision, onClose }: KeyWriteDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const ask = useAskInside();
  const [key, setKey] = useState(name);
  const [initial] = useState(() => (current === null || current.length > mostText ? null : textOf(current)));
  const [value, setValue] = useState(initial ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [expected, setExpected] = useState(String(revision));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<InsideFailure | OpError | null>(null);
  const isNumber = /^\d{0,19}$/.test(expected.trim());
  const refused = !isKey(key) ? t('buckets:keys.keyInvalid') : isNumber ? undefined : t('client:publish.numberInvalid');

  const write = async () => {
    setBusy(true);
    setProblem(null);
    const bytes = file === null ? new TextEncoder().encode(value) : new Uint8Array(await file.arrayBuffer());
    const wanted = expected.trim() === '' ? null : count(BigInt(expected.trim()));
    const answer = await ask('keyWrite', { stream, key, write: { kind: 'put', value: bytes, revision: wanted } });
    setBusy(false);
    if (answer.ok) onClose();
    else setProblem(answer.error);
  };

  return (
    <Dialog
      place="drawer"
      title={t('buckets:keys.putTitle')}
      closeLabel={t('buckets:close')}
      onClose={onClose}
      holdsText
      actions={
        <>
          <Button onClick={onClose}>{t('buckets:cancel')}</Button>
          <Button type="submit" form={form} look="primary" refused={refused}>
            {t(busy ? 'buckets:keys.writing' : 'buckets:keys.put')}
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
          if (refused === undefined && !busy) void write();
        }}
      >
        {problem !== null && <Notice tone="crit" announce title={failureWords(t, problem)} />}
        <TextField
          label={t('buckets:keys.key')}
          mono
          value={key}
          readOnly={name !== ''}
          error={key === '' || isKey(key) ? undefined : t('buckets:keys.keyInvalid')}
          onChange={(event) => setKey(event.target.value)}
        />
        <TextArea
          label={t('buckets:keys.text')}
          mono
          rows={8}
          value={value}
          disabled={file !== null}
          {...(current !== null && initial === null ? { hint: t('buckets:keys.notText') } : {})}
          onChange={(event) => setValue(event.target.value)}
        />
        <label className="flex flex-col gap-1">
          <span className="type-label text-text-3">{t('buckets:keys.file')}</span>
          <input
            type="file"
            className="type-small text-text-2"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </label>
        <TextField
          label={t('buckets:keys.expected')}
          inputMode="numeric"
          hint={t('buckets:keys.expectedHint')}
          value={expected}
          error={isNumber ? undefined : t('client:publish.numberInvalid')}
          onChange={(event) => setExpected(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
