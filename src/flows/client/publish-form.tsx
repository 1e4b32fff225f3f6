import { X } from 'lucide-react';
import { useId, useState } from 'react';
import type { StreamModel } from '../../domain/cluster/model';
import { mostPublications } from '../../domain/inside/publish';
import { isTaken, type DraftFaults, type PublishDraft } from '../../domain/inside/publish-draft';
import { Button, IconButton } from '../../ui/button';
import { TextArea, TextField } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { useTranslation } from '../../ui/translate';
import { formatBytes, formatCount } from '../../widgets/format';
import { literal, shorten } from '../../widgets/literal';

export interface PublishFormProps {
  readonly draft: PublishDraft;
  readonly faults: DraftFaults;
  readonly model: StreamModel | null;
  readonly onChange: (part: Partial<PublishDraft>) => void;
}

/** Larger than any server's limit: not read into memory at all. */
const mostFile = 64 * 1024 * 1024;

/** The fields of a publication. */
export function PublishForm(props: PublishFormProps) {
  const { t } = useTranslation();
  const { draft, onChange } = props;
  return (
    <>
      <Segmented
        label={t('client:publish.mode')}
        current={draft.mode}
        options={[
          { id: 'one', label: t('client:publish.one') },
          { id: 'many', label: t('client:publish.many') },
        ]}
        onChoose={(mode) => onChange({ mode })}
      />
      <SubjectField {...props} />
      <BodyField {...props} />
      {draft.mode === 'many' && <ManyFields {...props} />}
      <Headers {...props} />
      <Checks {...props} />
    </>
  );
}

function SubjectField({ draft, faults, model, onChange }: PublishFormProps) {
  const { t } = useTranslation();
  const list = useId();
  const subjects = model?.config?.subjects ?? [];
  const { subject } = draft;
  const wrong = subject !== '' && faults.fields.subject !== undefined;
  const foreign = !wrong && subject !== '' && subjects.length > 0 && !isTaken(subjects, subject);
  const takes =
    subjects.length === 0
      ? t('client:publish.takesNone')
      : t('client:publish.takes', { subjects: shorten(subjects.slice(0, 12).map(literal).join(', '), 300) });
  return (
    <>
      <TextField
        label={t('client:publish.subject')}
        mono
        value={subject}
        list={list}
        {...(model?.config == null ? {} : { hint: takes })}
        error={wrong ? t('client:publish.subjectInvalid') : foreign ? t('client:publish.subjectForeign') : undefined}
        onChange={(event) => onChange({ subject: event.target.value })}
      />
      <datalist id={list}>
        {subjects
          .filter((one) => !/(^|\.)[*>](\.|$)/.test(one))
          .slice(0, 100)
          .map((one) => (
            <option key={one} value={one} />
          ))}
      </datalist>
    </>
  );
}

function BodyField({ draft, onChange }: PublishFormProps) {
  const { t } = useTranslation();
  const input = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const values = { name: literal(file.name), size: formatBytes(file.size) };
    if (file.size > mostFile) {
      setProblem(t('client:publish.fileTooLarge', values));
      return;
    }
    setProblem(null);
    onChange({ file: { name: file.name, content: new Uint8Array(await file.arrayBuffer()) } });
  };
  const { file, body, mode } = draft;
  const marks = '{{n}}, {{time}}';
  if (file !== null && mode === 'one') {
    return (
      <div className="flex flex-col gap-1">
        <span className="type-label text-text-3">{t('client:publish.body')}</span>
        <p className="flex flex-wrap items-center gap-2">
          {t('client:publish.fileTaken', { name: literal(file.name), size: formatBytes(file.content.byteLength) })}
          <Button size="small" onClick={() => onChange({ file: null })}>
            {t('client:remove')}
          </Button>
        </p>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-1.5">
      <TextArea
        label={t('client:publish.body')}
        mono
        rows={5}
        value={body}
        hint={
          mode === 'many'
            ? t('client:publish.templateHint', { marks })
            : t('client:publish.bodyHint', { size: formatBytes(new Blob([body]).size) })
        }
        onChange={(event) => onChange({ body: event.target.value })}
      />
      {mode === 'one' && (
        <div className="flex flex-col gap-1">
          <label htmlFor={input} className="type-label text-text-3">
            {t('client:publish.file')}
          </label>
          <input
            id={input}
            type="file"
            className="type-small text-text-2"
            onChange={(event) => void take(event.target.files?.[0])}
          />
          {problem !== null && (
            <p role="alert" className="type-small text-crit-ink">
              {problem}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

function ManyFields({ draft, faults, onChange }: PublishFormProps) {
  const { t } = useTranslation();
  const { fields } = faults;
  const number = t('client:publish.numberInvalid');
  return (
    <div className="grid gap-3 @lg:grid-cols-3">
      <TextField
        label={t('client:publish.count')}
        inputMode="numeric"
        value={draft.count}
        error={
          fields.count === undefined
            ? undefined
            : t('client:publish.countInvalid', { most: formatCount(mostPublications) })
        }
        onChange={(event) => onChange({ count: event.target.value })}
      />
      <TextField
        label={t('client:publish.every')}
        inputMode="numeric"
        hint={t('client:publish.everyHint')}
        value={draft.every}
        error={fields.every === undefined ? undefined : number}
        onChange={(event) => onChange({ every: event.target.value })}
      />
      <TextField
        label={t('client:publish.from')}
        inputMode="numeric"
        value={draft.from}
        error={fields.from === undefined ? undefined : number}
        onChange={(event) => onChange({ from: event.target.value })}
      />
    </div>
  );
}

function Headers({ draft, faults, onChange }: PublishFormProps) {
  const { t } = useTranslation();
  const { headers } = draft;
  const set = (at: number, part: Partial<PublishDraft['headers'][number]>) =>
    onChange({ headers: headers.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="type-label mb-1 text-text-3">{t('client:publish.headers')}</legend>
      {headers.map(({ name, value }, index) => {
        const fault = faults.headers[index] ?? null;
        const error = fault === null || name === '' ? undefined : t(`client:publish.headerFault.${fault}`);
        return (
          // Rows have no identity but their place.
          <div key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_auto] items-start gap-2">
            <TextField
              label={t('client:publish.headerName', { number: index + 1 })}
              labelHidden
              mono
              value={name}
              error={fault === 'value' ? undefined : error}
              onChange={(event) => set(index, { name: event.target.value })}
            />
            <TextField
              label={t('client:publish.headerValue', { number: index + 1 })}
              labelHidden
              mono
              value={value}
              error={fault === 'value' ? error : undefined}
              onChange={(event) => set(index, { value: event.target.value })}
            />
            <IconButton
              label={t('client:remove')}
              onClick={() => onChange({ headers: headers.filter((_, at) => at !== index) })}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </div>
        );
      })}
      <div>
        <Button size="small" onClick={() => onChange({ headers: [...headers, { name: '', value: '' }] })}>
          {t('client:publish.addHeader')}
        </Button>
      </div>
    </fieldset>
  );
}

/** Everything that the server compares before it takes a message. */
function Checks({ draft, faults, model, onChange }: PublishFormProps) {
  const { t } = useTranslation();
  const { fields } = faults;
  const number = t('client:publish.numberInvalid');
  const allowsTtl = model?.config?.other['allow_msg_ttl'] === true;
  const isOne = draft.mode === 'one';
  return (
    <details open={draft.id !== '' || (isOne && Object.keys(fields).some((name) => name !== 'subject'))}>
      <summary className="text-text-2">{t('client:publish.checks')}</summary>
      <div className="grid gap-3 pt-3 @lg:grid-cols-2">
        <TextField
          label={t('client:publish.id')}
          mono
          hint={t('client:publish.idHint')}
          value={draft.id}
          onChange={(event) => onChange({ id: event.target.value })}
        />
        {isOne && (
          <>
            <TextField
              label={t('client:publish.ttl')}
              mono
              hint={t(allowsTtl ? 'client:publish.ttlHint' : 'client:publish.ttlNotAllowed')}
              value={draft.ttl}
              error={fields.ttl === undefined ? undefined : t('client:publish.ttlInvalid')}
              onChange={(event) => onChange({ ttl: event.target.value })}
            />
            <TextField
              label={t('client:publish.lastSequence')}
              inputMode="numeric"
              hint={t('client:publish.lastSequenceHint')}
              value={draft.lastSequence}
              error={fields.lastSequence === undefined ? undefined : number}
              onChange={(event) => onChange({ lastSequence: event.target.value })}
            />
            <TextField
              label={t('client:publish.lastSubjectSequence')}
              inputMode="numeric"
              hint={t('client:publish.lastSubjectSequenceHint')}
              value={draft.lastSubjectSequence}
              error={fields.lastSubjectSequence === undefined ? undefined : number}
              onChange={(event) => onChange({ lastSubjectSequence: event.target.value })}
            />
          </>
        )}
      </div>
    </details>
  );
}
