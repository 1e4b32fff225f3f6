import { useMemo } from 'react';
import type { ConfigOf, Fields } from '../../../domain/asset-config/field';
import { accountId, domainName, streamName } from '../../../domain/ids';
import type { BucketKind } from '../../../domain/inside/buckets';
import {
  bucketPath,
  bucketProblems,
  emptyBuckets,
  keyValueFields,
  keyValueStream,
  objectFields,
  objectStream,
} from '../../../domain/stream-config/buckets';
import type { StreamConfig } from '../../../domain/stream-config/fields';
import { validateStream } from '../../../domain/stream-config/validate';
import { paths } from '../../../state/paths';
import { usePageSearch } from '../../../state/use-page-search';
import { useCluster } from '../../../state/use-rows';
import { Page } from '../../../ui/page';
import { Panel } from '../../../ui/panel';
import { useTranslation } from '../../../ui/translate';
import { literal, shorten } from '../../../widgets/literal';
import { shownProblems } from '../form/problems';
import { bucketSearch } from '../search';
import { bucketSteps } from '../steps';
import { AccountChoice } from '../stream/account-choice';
import { Estimates } from '../stream/estimates';
import { PlacementPreview } from '../stream/placement-preview';
import { StreamReview } from '../stream/stream-review';
import { useStreamContext } from '../stream/use-stream-context';
import { useWizardForm, type Beginning } from '../use-wizard-form';
import { WizardPage } from '../wizard-page';
import { bucketWords } from './bucket-words';

/** A new key-value bucket or object store: `/c/$cluster/create/kv?account=…` and `/create/objects`. */
export function CreateBucket({ kind }: { readonly kind: BucketKind }) {
  const { t } = useTranslation();
  const cluster = useCluster();
  const [{ account, domain }, set] = usePageSearch(bucketSearch);
  if (cluster === null) return null;
  if (account === '')
    return (
      <Page title={t(`bucket-fields:title.${kind}`)} lead={t('wizard:chooseAccountBody')}>
        <Panel title={t('wizard:account')}>
          <AccountChoice cluster={cluster} account={account} domain={domain} onChoose={set} />
        </Panel>
      </Page>
    );
  const key = [kind, cluster.key, domain, account].join('\n');
  return kind === 'keyValue' ? (
    <Wizard key={key} kind={kind} fields={keyValueFields} beginning={noKeys} streamOf={keyValueStream} draftKey={key} />
  ) : (
    <Wizard key={key} kind={kind} fields={objectFields} beginning={noObjects} streamOf={objectStream} draftKey={key} />
  );
}

const noKeys = { config: emptyBuckets.keyValue, unknown: [] };
const noObjects = { config: emptyBuckets.objects, unknown: [] };

interface WizardProps<F extends Fields> {
  readonly kind: BucketKind;
  readonly fields: F;
  readonly beginning: Beginning<F>;
  readonly streamOf: (config: ConfigOf<F>) => StreamConfig;
  readonly draftKey: string;
}

function Wizard<F extends Fields>({ kind, fields, beginning, streamOf, draftKey }: WizardProps<F>) {
  const { t } = useTranslation();
  const cluster = useCluster();
  const [search, set] = usePageSearch(bucketSearch);
  const words = useMemo(() => bucketWords(t), [t]);
  const wizard = useWizardForm(fields, beginning, draftKey);
  const account = accountId(search.account);
  const domain = domainName(search.domain);
  const known = useStreamContext(account, domain, null);
  const { config, faults, isDone } = wizard;
  const stream = useMemo(() => streamOf(config), [streamOf, config]);
  const problems = useMemo(
    () => (isDone ? [] : shownProblems(t, fields, words, faults, problemsOf(config, stream, known.context))),
    [t, fields, words, faults, config, stream, known, isDone],
  );
  if (cluster === null) return null;
  const name = cluster.accounts.find(({ id }) => id === account)?.name ?? account;
  return (
    <WizardPage
      title={t(`bucket-fields:title.${kind}`)}
      lead={[
        t('wizard:stream.lead', { account: shorten(literal(name), 40) }),
        ...(config['name'] === '' ? [] : [t('bucket-fields:made', { name: shorten(literal(stream.name), 60) })]),
      ].join(' ')}
      steps={bucketSteps}
      step={search.step}
      hrefOf={(step) => paths.createBucket(cluster.key, kind, { ...search, step })}
      onStep={(step) => set({ step: step === 'review' ? step : 'essentials' })}
      form={wizard.form}
      frame={{ fields, words, problems, locks: none, version: known.context.version, isTouched: wizard.isTouched }}
      essentials={Object.keys(fields)}
      gaps={known.gaps}
      restoredAt={wizard.restoredAt}
      undo={wizard.undo}
      onRestart={wizard.restart}
      start={null}
      review={
        <StreamReview
          config={stream}
          unknown={[]}
          known={known}
          commandOf={(body) => ({ kind: 'streamCreate', account, domain, config: body })}
          onVerified={wizard.finish}
          href={paths.stream(cluster.key, { domain, account, name: streamName(stream.name) })}
        />
      }
      aside={
        <>
          <PlacementPreview config={stream} context={known.context} />
          <Estimates config={stream} context={known.context} />
        </>
      }
    />
  );
}

const none = new Map<string, never>();

/** What servers and clients would refuse, each at the field of the bucket that it comes from. */
function problemsOf(
  config: Readonly<Record<string, unknown>>,
  stream: StreamConfig,
  context: Parameters<typeof validateStream>[1],
) {
  const { name, history } = config;
  const own = bucketProblems({
    name: typeof name === 'string' ? name : '',
    ...(typeof history === 'number' || typeof history === 'bigint' ? { history } : {}),
  }).map(({ rule, field }) => ({ rule, severity: 'error' as const, fields: [field], code: null, parameters: {} }));
  // The name of the stream is wrong because that of the bucket is.
  const misnamed = own.some(({ rule }) => rule === 'bucketName');
  const ofStream = validateStream(stream, context)
    .map((problem) => ({ ...problem, fields: problem.fields.map(bucketPath) }))
    .filter(({ fields }) => !(misnamed && fields[0] === 'name'));
  return [...own, ...ofStream];
}
