import { jsonText } from '../../../domain/asset-config/json-text';
import type { Unknown } from '../../../domain/asset-config/read';
import type { ConsumerConfig } from '../../../domain/consumer-config/fields';
import { kubernetesConsumer } from '../../../domain/consumer-config/kubernetes';
import { natsConsumerAdd, natsConsumerEdit } from '../../../domain/consumer-config/nats-command';
import { terraformConsumer } from '../../../domain/consumer-config/terraform';
import { consumerSettings } from '../../../domain/consumer-config/wire';
import type { Translate } from '../../../ui/translate';
import type { ExportForm, ExportText } from '../exports-panel';
import type { FormWords } from '../form/words';

/** A consumer's configuration in the forms of other tools. */
export function consumerExports(
  t: Translate,
  words: FormWords,
  stream: string,
  config: ConsumerConfig,
  unknown: readonly Unknown[],
  isEdit: boolean,
): Readonly<Record<ExportForm, ExportText>> {
  const named = (fields: readonly string[]) => fields.map(words.label).join(', ');
  const note = (missing: readonly string[]) =>
    missing.length === 0 ? '' : t('wizard:review.missing', { fields: named(missing) });
  const add = natsConsumerAdd(stream, config);
  const kubernetes = kubernetesConsumer(stream, config);
  const terraform = terraformConsumer(stream, config);
  return {
    cli: isEdit
      ? { text: natsConsumerEdit(stream, config), note: '' }
      : {
          text: add.text,
          note: add.byFile.length === 0 ? '' : t('wizard:review.byFile', { fields: named(add.byFile) }),
        },
    json: { text: jsonText(consumerSettings(config, unknown)), note: '' },
    kubernetes: { text: kubernetes.text, note: note(kubernetes.missing) },
    terraform: { text: terraform.text, note: note(terraform.missing) },
  };
}
