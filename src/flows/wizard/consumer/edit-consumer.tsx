import { useState } from 'react';
import { jsonText } from '../../../domain/asset-config/json-text';
import { consumerSettings } from '../../../domain/consumer-config/wire';
import { consumerPlace, streamPlace, type ConsumerKey } from '../../../domain/ids';
import type { ConsumerDetail } from '../../../domain/inside/consumer';
import type { StreamConfig } from '../../../domain/stream-config/fields';
import { paths } from '../../../state/paths';
import { useClusterKey, usePageSearch } from '../../../state/use-page-search';
import { useTranslation } from '../../../ui/translate';
import { literal, shorten } from '../../../widgets/literal';
import { ReadFirst } from '../read-first';
import { editStep } from '../search';
import { ConsumerWizard } from './consumer-wizard';

/** Changes a consumer: `/c/$cluster/streams/$account/$stream/consumers/$consumer/edit`. */
export function EditConsumer({ consumer }: { readonly consumer: ConsumerKey }) {
  const { t } = useTranslation();
  const { stream, name } = consumerPlace(consumer);
  const { account } = streamPlace(stream);
  const title = t('wizard:consumer.edit', { name: shorten(literal(name), 60) });
  return (
    <ReadFirst key={consumer} ask="streamConfig" args={{ stream }} account={account} title={title}>
      {({ config }) => (
        <ReadFirst ask="consumerDetail" args={{ consumer }} account={account} title={title}>
          {(detail) => <Edit consumer={consumer} streamConfig={config} detail={detail} title={title} />}
        </ReadFirst>
      )}
    </ReadFirst>
  );
}

interface EditProps {
  readonly consumer: ConsumerKey;
  readonly streamConfig: StreamConfig;
  readonly detail: ConsumerDetail;
  readonly title: string;
}

function Edit({ consumer, streamConfig, detail, title }: EditProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const [{ step }, set] = usePageSearch(editStep);
  const [beginning] = useState(detail);
  const [first] = useState(streamConfig);
  const { stream, name } = consumerPlace(consumer);
  const place = streamPlace(stream);
  return (
    <ConsumerWizard
      title={title}
      lead={t('wizard:consumer.lead', { stream: shorten(literal(place.name), 60) })}
      stream={stream}
      streamConfig={first}
      beginning={beginning}
      edited={beginning.config}
      draftKey={`edit consumer\n${cluster}\n${consumer}`}
      step={step}
      hrefOf={(next) => paths.editConsumer(cluster, place, name, { step: next })}
      onStep={(next) => {
        if (next !== 'start') set({ step: next });
      }}
      commandOf={(config, unknown) => ({
        kind: 'consumerUpdate',
        consumer,
        config: jsonText(consumerSettings(config, unknown)),
      })}
      streamHref={paths.stream(cluster, place)}
    />
  );
}
