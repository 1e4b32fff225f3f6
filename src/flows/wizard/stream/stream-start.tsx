import type { ReactNode } from 'react';
import { streamFields, type StreamConfig } from '../../../domain/stream-config/fields';
import { streamTemplates, type Template, type TemplateName } from '../../../domain/stream-config/templates';
import { readStreamConfig } from '../../../domain/stream-config/wire';
import { deepEqual } from '../../../domain/same';
import { paths } from '../../../state/paths';
import { useClusterKey } from '../../../state/use-page-search';
import { useStreams } from '../../../state/use-rows';
import { ButtonLink } from '../../../ui/button';
import { Select } from '../../../ui/field';
import { Panel } from '../../../ui/panel';
import { useTranslation } from '../../../ui/translate';
import { literal, shorten } from '../../../widgets/literal';
import { useFormFrame } from '../form/frame';
import { FieldGrid } from '../form/group-list';
import { PastePanel } from '../paste-panel';
import { TemplateCards } from '../template-cards';
import type { Beginning } from '../use-wizard-form';

interface StreamStartProps {
  readonly account: string;
  readonly domain: string;
  /** Where it is made: chosen beside its name. */
  readonly place: ReactNode;
  /** As many copies as the cluster may well have. */
  readonly replicas: number;
  /** As it is typed. */
  readonly name: string;
  readonly onStart: (beginning: Beginning<typeof streamFields>) => void;
}

/** Where to begin: a name, then a template, a configuration, or a stream that is there. */
export function StreamStart({ account, domain, place, replicas, name, onStart }: StreamStartProps) {
  const { t } = useTranslation();
  const { version } = useFormFrame();
  const cluster = useClusterKey();
  return (
    <>
      <Panel title={t('wizard:start.what')}>
        <div className="flex flex-col gap-4">
          {place}
          <FieldGrid fields={['name']} />
        </div>
      </Panel>
      <TemplateCards
        version={version}
        cards={templateNames.map((id) => ({
          id,
          since: streamTemplates[id].since,
          name: t(`stream-fields:template.${id}`),
          help: t(`stream-fields:templateHelp.${id}`),
          onChoose: () => onStart({ config: filled(streamTemplates[id], name, replicas), unknown: [] }),
        }))}
      />
      <Panel title={t('bucket-fields:start')}>
        <div className="flex flex-wrap items-center gap-2">
          {(['keyValue', 'objects'] as const).map((kind) => (
            <ButtonLink key={kind} href={paths.createBucket(cluster, kind, { account, domain })}>
              {t(`bucket-fields:open.${kind}`)}
            </ButtonLink>
          ))}
          <span className="text-text-2">{t('bucket-fields:startHelp')}</span>
        </div>
      </Panel>
      <Duplicate account={account} domain={domain} />
      <PastePanel
        help={t('wizard:start.pasteHelp')}
        read={readStreamConfig}
        nameOf={(config) => config.name}
        countOf={countSet}
        onUse={({ config, unknown }) => onStart({ config, unknown })}
      />
    </>
  );
}

const templateNames = Object.keys(streamTemplates).filter((id): id is TemplateName =>
  Object.hasOwn(streamTemplates, id),
);

/** Stands for a name that is not typed yet. */
const blankName = 'NAME';

/** A template with the name that is typed; without one, what would follow from it is left to the person. */
function filled(template: Template, typed: string, replicas: number): StreamConfig {
  const name = typed.trim().replace(/^KV_/, '');
  const config = template.make({ name: name === '' ? blankName : name, replicas, origins: [''] });
  if (name !== '') return config;
  return { ...config, name: config.name.replace(blankName, ''), subjects: [] };
}

function countSet(config: StreamConfig): number {
  const values = new Map<string, unknown>(Object.entries(config));
  return Object.entries(streamFields).filter(([key, shape]) => !deepEqual(values.get(key), shape.default)).length;
}

/** Streams offered in one list; every stream's page has a button of its own. */
const most = 1_000;

/** A stream of any account: opens this wizard with its configuration. */
function Duplicate({ account, domain }: { readonly account: string; readonly domain: string }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { rows } = useStreams();
  if (rows.length === 0) return null;
  return (
    <Panel title={t('wizard:start.duplicate')}>
      <Select
        label={t('wizard:start.duplicateFrom')}
        hint={t('wizard:start.duplicateHelp')}
        value=""
        options={[
          { value: '', label: t('wizard:start.duplicateChoose') },
          ...rows.slice(0, most).map((stream) => ({
            value: String(stream.key),
            label: shorten(`${literal(stream.accountName)} / ${literal(stream.name)}`, 80),
          })),
        ]}
        onValue={(key) => {
          const stream = rows.find((row) => row.key === key);
          if (stream === undefined) return;
          location.hash = paths.createStream(cluster, {
            account,
            domain,
            step: 'essentials',
            from: stream.name,
            fromAccount: stream.account,
            fromDomain: stream.domain,
          });
        }}
      />
    </Panel>
  );
}
