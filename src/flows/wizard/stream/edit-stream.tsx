import { useMemo, useState } from 'react';
import type { StreamModel } from '../../../domain/cluster/model';
import { streamPlace, type StreamKey } from '../../../domain/ids';
import type { StreamDetail } from '../../../domain/inside/ops';
import type { Edited } from '../../../domain/stream-config/context';
import { paths } from '../../../state/paths';
import { useInside } from '../../../state/use-inside';
import { useClusterKey, usePageSearch } from '../../../state/use-page-search';
import { useStream } from '../../../state/use-rows';
import { useTranslation } from '../../../ui/translate';
import { literal, shorten } from '../../../widgets/literal';
import { ReadFirst } from '../read-first';
import { editStep } from '../search';
import { StreamWizard } from './stream-wizard';

/** Changes a stream: `/c/$cluster/streams/$account/$stream/edit`. */
export function EditStream({ stream }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const title = t('wizard:stream.edit', { name: shorten(literal(streamPlace(stream).name), 60) });
  return (
    <ReadFirst key={stream} ask="streamConfig" args={{ stream }} account={streamPlace(stream).account} title={title}>
      {(detail) => <Edit stream={stream} detail={detail} title={title} />}
    </ReadFirst>
  );
}

interface EditProps {
  readonly stream: StreamKey;
  readonly detail: StreamDetail;
  readonly title: string;
}

function Edit({ stream, detail, title }: EditProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const [{ step }, set] = usePageSearch(editStep);
  const place = streamPlace(stream);
  const model = useStream(stream);
  const consumers = useInside('streamConsumers', { stream });
  const [beginning] = useState(detail);
  const members = membersOf(model ?? null).join('\n');
  const edited: Edited = useMemo(
    () => ({
      config: beginning.config,
      members: membersOf(model ?? null),
      consumers:
        consumers?.ok === true
          ? consumers.value.consumers.map(({ name, config }) => ({
              name,
              inactiveThreshold: config.inactiveThreshold,
              maxAckPending: config.maxAckPending,
            }))
          : [],
    }),
    // The model is another one with every message; only who holds a copy matters here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [beginning, members, consumers],
  );
  return (
    <StreamWizard
      title={title}
      lead={t('wizard:stream.lead', { account: shorten(literal(model?.accountName ?? place.account), 40) })}
      account={place.account}
      domain={place.domain}
      beginning={beginning}
      edited={edited}
      draftKey={`edit\n${cluster}\n${stream}`}
      step={step}
      hrefOf={(next) => paths.editStream(cluster, place, { step: next })}
      onStep={(next) => {
        if (next !== 'start') set({ step: next });
      }}
      commandOf={(config) => ({ kind: 'streamUpdate', stream, config })}
      streamHref={() => paths.stream(cluster, place)}
    />
  );
}

function membersOf(stream: StreamModel | null) {
  return (stream?.copies ?? []).flatMap(({ server }) => (server === null ? [] : [server]));
}
