import { consumerFields, nameOfConsumer, type ConsumerConfig } from '../../../domain/consumer-config/fields';
import { consumerTemplates, type ConsumerTemplateName } from '../../../domain/consumer-config/templates';
import { readConsumerConfig } from '../../../domain/consumer-config/wire';
import { deepEqual } from '../../../domain/same';
import { Panel } from '../../../ui/panel';
import { useTranslation } from '../../../ui/translate';
import { useFormFrame } from '../form/frame';
import { FieldGrid } from '../form/group-list';
import { PastePanel } from '../paste-panel';
import { TemplateCards } from '../template-cards';
import type { ConsumerBeginning } from './consumer-wizard';

interface ConsumerStartProps {
  readonly typed: ConsumerConfig;
  readonly onStart: (beginning: ConsumerBeginning) => void;
}

/** Where to begin: a name, then a template or a configuration. */
export function ConsumerStart({ typed, onStart }: ConsumerStartProps) {
  const { t } = useTranslation();
  const { version } = useFormFrame();
  return (
    <>
      <Panel title={t('wizard:start.name')}>
        <FieldGrid fields={['durableName']} />
      </Panel>
      <TemplateCards
        version={version}
        cards={templateNames.map((id) => ({
          id,
          since: consumerTemplates[id].since,
          name: t(`consumer-fields:template.${id}`),
          help: t(`consumer-fields:templateHelp.${id}`),
          // The durable name is both names; one alone is enough for a person.
          onChoose: () =>
            onStart({ config: { ...consumerTemplates[id].make(nameOfConsumer(typed)), name: '' }, unknown: [] }),
        }))}
      />
      <PastePanel
        help={t('wizard:start.pasteHelpConsumer')}
        read={readConsumerConfig}
        nameOf={nameOfConsumer}
        countOf={countSet}
        onUse={({ config, unknown }) => onStart({ config, unknown })}
      />
    </>
  );
}

const templateNames = Object.keys(consumerTemplates).filter((id): id is ConsumerTemplateName =>
  Object.hasOwn(consumerTemplates, id),
);

function countSet(config: ConsumerConfig): number {
  const values = new Map<string, unknown>(Object.entries(config));
  return Object.entries(consumerFields).filter(([key, shape]) => !deepEqual(values.get(key), shape.default)).length;
}
