import { useState } from 'react';
import { CodeBlock } from '../../ui/code-block';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { useTranslation } from '../../ui/translate';

const forms = ['cli', 'json', 'kubernetes', 'terraform'] as const;
export type ExportForm = (typeof forms)[number];

/** A configuration for another tool. */
export interface ExportText {
  readonly text: string;
  /** What is to be known of it; empty: it says all. */
  readonly note: string;
}

/** The same configuration in the forms of other tools, to copy. */
export function ExportsPanel({ exports }: { readonly exports: Readonly<Record<ExportForm, ExportText>> }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<ExportForm>('cli');
  const { text, note } = exports[form];
  return (
    <Panel
      title={t('wizard:review.exports')}
      right={
        <Segmented
          label={t('wizard:review.copyAs')}
          current={form}
          options={forms.map((id) => ({ id, label: t(`wizard:review.form.${id}`) }))}
          onChoose={setForm}
        />
      }
    >
      <div className="flex flex-col gap-2" data-testid="wizard-export" data-form={form}>
        {note !== '' && <p className="text-warn-ink">{note}</p>}
        <div className="max-h-96 overflow-y-auto">
          <CodeBlock text={text} label={t(`wizard:review.form.${form}`)} copy={t('ui:copy')} copied={t('ui:copied')} />
        </div>
      </div>
    </Panel>
  );
}
