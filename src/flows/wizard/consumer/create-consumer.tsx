import { useState } from 'react';
import { defaults } from '../../../domain/asset-config/config';
import { jsonText } from '../../../domain/asset-config/json-text';
import { consumerFields } from '../../../domain/consumer-config/fields';
import { consumerSettings } from '../../../domain/consumer-config/wire';
import { streamPlace, type StreamKey } from '../../../domain/ids';
import type { StreamConfig } from '../../../domain/stream-config/fields';
import { paths } from '../../../state/paths';
import { useClusterKey, usePageSearch } from '../../../state/use-page-search';
import { useTranslation } from '../../../ui/translate';
import { literal, shorten } from '../../../widgets/literal';
import { ReadFirst } from '../read-first';
import { createStep } from '../search';
import { ConsumerStart } from './consumer-start';
import { ConsumerWizard, type ConsumerBeginning } from './consumer-wizard';

/** What most clients mean: without it the server takes none, whatever their libraries call their default. */
const empty: ConsumerBeginning = { config: { ...defaults(consumerFields), ackPolicy: 'explicit' }, unknown: [] };

/** A new consumer: `/c/$cluster/streams/$account/$stream/create/consumer`. */
export function CreateConsumer({ stream }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const { account, name } = streamPlace(stream);
  const title = t('wizard:consumer.create', { stream: shorten(literal(name), 60) });
  return (
    <ReadFirst key={stream} ask="streamConfig" args={{ stream }} account={account} title={title}>
      {({ config }) => <Create stream={stream} streamConfig={config} title={title} />}
    </ReadFirst>
  );
}

interface CreateProps {
  readonly stream: StreamKey;
  readonly streamConfig: StreamConfig;
  readonly title: string;
}

function Create({ stream, streamConfig, title }: CreateProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const [{ step }, set] = usePageSearch(createStep);
  const [first] = useState(streamConfig);
  const place = streamPlace(stream);
  return (
    <ConsumerWizard
      title={title}
      lead={t('wizard:consumer.lead', { stream: shorten(literal(place.name), 60) })}
      stream={stream}
      streamConfig={first}
      beginning={empty}
      edited={null}
      draftKey={`consumer\n${cluster}\n${stream}`}
      step={step}
      hrefOf={(next) => paths.createConsumer(cluster, place, { step: next })}
      onStep={(next) => set({ step: next })}
      start={(typed, onStart) => <ConsumerStart typed={typed} onStart={onStart} />}
      commandOf={(config, unknown) => ({
        kind: 'consumerCreate',
        stream,
        config: jsonText(consumerSettings(config, unknown)),
      })}
      streamHref={paths.stream(cluster, place)}
    />
  );
}
