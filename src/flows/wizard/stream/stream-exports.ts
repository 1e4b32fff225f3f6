import { jsonText } from '../../../domain/asset-config/json-text';
import type { Unknown } from '../../../domain/asset-config/read';
import { asToolsTakeIt } from '../../../domain/stream-config/effective';
import type { StreamConfig } from '../../../domain/stream-config/fields';
import { kubernetesStream } from '../../../domain/stream-config/kubernetes';
import { natsStreamAdd, natsStreamEdit } from '../../../domain/stream-config/nats-command';
import { terraformStream } from '../../../domain/stream-config/terraform';
import { streamRequest } from '../../../domain/stream-config/wire';
import type { Translate } from '../../../ui/translate';
import type { ExportForm, ExportText } from '../exports-panel';
import type { FormWords } from '../form/words';

/** A stream's configuration in the forms of other tools. */
export function streamExports(
  t: Translate,
  words: FormWords,
  config: StreamConfig,
  unknown: readonly Unknown[],
  isEdit: boolean,
): Readonly<Record<ExportForm, ExportText>> {
  const named = (fields: readonly string[]) => fields.map(words.label).join(', ');
  const note = (missing: readonly string[]) =>
    missing.length === 0 ? '' : t('wizard:review.missing', { fields: named(missing) });
  const add = natsStreamAdd(config);
  const kubernetes = kubernetesStream(config);
  const terraform = terraformStream(config);
  return {
    cli: isEdit
      ? { text: natsStreamEdit(config), note: '' }
      : {
          text: add.text,
          note: add.byFile.length === 0 ? '' : t('wizard:review.byFile', { fields: named(add.byFile) }),
        },
    json: { text: jsonText(streamRequest(asToolsTakeIt(config), unknown)), note: '' },
    kubernetes: { text: kubernetes.text, note: note(kubernetes.missing) },
    terraform: { text: terraform.text, note: note(terraform.missing) },
  };
}
