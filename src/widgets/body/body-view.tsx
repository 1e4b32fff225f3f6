import { useEffect, useMemo, useState } from 'react';
import { likelyForms, type Form } from '../../domain/body/form';
import type { Line } from '../../domain/body/lines';
import { useTranslation } from '../../ui/translate';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { HexView } from './hex-view';
import { linesOf } from './read-form';
import { TextView } from './text-view';
import { TreeView } from './tree-view';

interface BodyViewProps {
  readonly body: Uint8Array;
  /** What a header says that it is; empty: nothing. */
  readonly contentType: string;
}

const forms: readonly Form[] = ['text', 'json', 'msgpack', 'cbor', 'hex'];

/** Bytes as what they most likely are, and as everything else on demand. They come from anybody: never markup. */
export function BodyView({ body, contentType }: BodyViewProps) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Form | null>(null);
  const likely = useMemo(() => likelyForms(body, contentType), [body, contentType]);
  const read = useRead(body, chosen === null ? likely : [chosen]);
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <Segmented
        label={t('messages:body.as')}
        current={chosen ?? read?.form ?? likely[0] ?? 'hex'}
        options={forms.map((id) => ({ id, label: t(`messages:body.forms.${id}`) }))}
        onChoose={choose}
      />
      {read === null ? <Skeleton label={t('ui:loading')} lines={4} /> : <Shown body={body} read={read} />}
    </div>
  );
}

function Shown({ body, read }: { readonly body: Uint8Array; readonly read: Read }) {
  const { t } = useTranslation();
  if (read.form === 'hex') return <HexView bytes={body} />;
  if (read.form === 'text') return <TextView bytes={body} />;
  if (read.lines === null) {
    return <p className="text-text-2">{t('messages:body.notThat', { form: t(`messages:body.forms.${read.form}`) })}</p>;
  }
  return <TreeView lines={read.lines} />;
}

interface Read {
  readonly form: Form;
  /** Of a form with a structure; `null`: the bytes do not have it, or it is too large. */
  readonly lines: readonly Line[] | null;
}

/** The first of the forms that the bytes have; the last of them when they have none. `null`: not read yet. */
function useRead(body: Uint8Array, wanted: readonly Form[]): Read | null {
  const key = wanted.join(' ');
  const [read, setRead] = useState<{ readonly body: Uint8Array; readonly key: string; readonly value: Read } | null>(
    null,
  );
  useEffect(() => {
    let current = true;
    void firstThatReads(body, wanted).then((value) => {
      if (current) setRead({ body, key, value });
    });
    return () => {
      current = false;
    };
    // The forms are the same as long as their names are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [body, key]);
  return read?.body === body && read.key === key ? read.value : null;
}

async function firstThatReads(body: Uint8Array, wanted: readonly Form[]): Promise<Read> {
  for (const form of wanted) {
    if (form === 'hex' || form === 'text') return { form, lines: null };
    const lines = await linesOf(form, body);
    if (lines !== null) return { form, lines };
  }
  return { form: wanted.at(-1) ?? 'hex', lines: null };
}
