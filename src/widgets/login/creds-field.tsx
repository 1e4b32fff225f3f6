import { useRef } from 'react';
import { useTranslation } from '../../ui/translate';
import { TextArea } from '../../ui/field';

/** A credentials file is a few hundred bytes; more is something else, dropped by mistake. */
const mostBytes = 64 * 1024;

/** Pasted, dropped or chosen; read here and never uploaded. */
export function CredsField({ value, onValue }: { readonly value: string; readonly onValue: (text: string) => void }) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const read = async (chosen: File | undefined) => {
    if (chosen !== undefined && chosen.size <= mostBytes) onValue(await chosen.text());
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        void read(event.dataTransfer.files[0]);
      }}
    >
      <TextArea
        label={t('connect:creds')}
        mono
        required
        rows={5}
        value={value}
        onChange={(event) => {
          onValue(event.target.value);
        }}
        hint={
          <>
            {t('connect:credsHint')}{' '}
            <button type="button" className="text-accent hover:underline" onClick={() => file.current?.click()}>
              {t('connect:credsChoose')}
            </button>
          </>
        }
      />
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t('connect:credsFile')}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
