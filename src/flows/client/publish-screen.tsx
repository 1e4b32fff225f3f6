import { useState } from 'react';
import type { StreamModel } from '../../domain/cluster/model';
import { streamPlace, type StreamKey } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import type { Stored } from '../../domain/inside/publish';
import {
  emptyDraft,
  faultsOf,
  isFaultless,
  manyOf,
  publicationOf,
  type DraftFaults,
  type PublishDraft,
} from '../../domain/inside/publish-draft';
import type { OpError } from '../../engine/protocol';
import type { Result } from '../../lib/result';
import { paths } from '../../state/paths';
import { useOwnConnection } from '../../state/use-access';
import { useAskInside } from '../../state/use-inside';
import { useJob } from '../../state/use-job';
import { useClusterKey } from '../../state/use-page-search';
import { useStream } from '../../state/use-rows';
import { Button, ButtonLink } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Mark } from '../../ui/mark';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { Age } from '../../widgets/age';
import { formatCount } from '../../widgets/format';
import { literal, shorten } from '../../widgets/literal';
import { StreamGone } from '../stream-gone';
import { ConnectionNotice } from './connection-notice';
import { failureWords } from './failure-words';
import { PublishForm } from './publish-form';
import { PublishProgress } from './publish-progress';

/** What was typed stays while other screens are looked at; by cluster, as each may have a stream of that name. */
const drafts = new Map<string, PublishDraft>();

/** Answers that stay on screen. */
const mostAnswers = 50;

/** One publication and what came of it. */
interface Answer {
  readonly number: number;
  readonly at: number;
  readonly result: Result<Stored, InsideFailure | OpError>;
}

/** Publishing to a stream: one message, or many. */
export function PublishScreen({ stream: key }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const stream = useStream(key);
  const { account, name } = streamPlace(key);
  const { own, name: accountName } = useOwnConnection(account);
  const shown = literal(name);
  return (
    <Page
      title={t('client:publish.title', { stream: shown })}
      lead={t('client:publish.lead', { stream: shown })}
      actions={
        <ButtonLink href={paths.stream(cluster, streamPlace(key))}>
          {t('client:back', { name: shorten(shown, 24) })}
        </ButtonLink>
      }
    >
      <StreamGone stream={key} />
      <ConnectionNotice account={account} name={accountName} own={own} />
      <Publisher key={key} stream={key} model={stream ?? null} canSend={own === 'live'} />
    </Page>
  );
}

interface PublisherProps {
  readonly stream: StreamKey;
  readonly model: StreamModel | null;
  readonly canSend: boolean;
}

function Publisher({ stream, model, canSend }: PublisherProps) {
  const { t } = useTranslation();
  const ask = useAskInside();
  const many = useJob('publishMany', stream);
  const draftKey = `${useClusterKey()}\n${stream}`;
  const [draft, setDraft] = useState(() => drafts.get(draftKey) ?? firstDraft(model));
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  const [sending, setSending] = useState(false);
  const faults = faultsOf(draft);
  const change = (part: Partial<PublishDraft>) => {
    const next = { ...draft, ...part };
    drafts.set(draftKey, next);
    setDraft(next);
  };
  const send = async () => {
    setSending(true);
    const result = await ask('publish', { stream, publication: publicationOf(draft) });
    setSending(false);
    setAnswers((before) =>
      [{ number: (before[0]?.number ?? 0) + 1, at: Date.now(), result }, ...before].slice(0, mostAnswers),
    );
  };
  const isRunning = many.view.state === 'running' || many.view.state === 'starting';
  const start = (part: { readonly from?: number; readonly count?: number } = {}) =>
    many.start({ kind: 'publishMany', args: { stream, ...manyOf(draft), ...part } });
  const refused = refusalOf(t, { canSend, isRunning, faults });
  return (
    <div className="grid items-start gap-4 @4xl:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
      <Panel title={t('client:publish.message')}>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (refused !== undefined || sending) return;
            if (draft.mode === 'one') void send();
            else start();
          }}
        >
          <PublishForm draft={draft} faults={faults} model={model} onChange={change} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" data-testid="publish-send" refused={refused}>
              {draft.mode === 'many'
                ? t('client:publish.start')
                : t(sending ? 'client:publish.sending' : 'client:publish.send')}
            </Button>
          </div>
        </form>
      </Panel>
      <div className="flex min-w-0 flex-col gap-4">
        {many.view.state !== 'idle' && (
          <PublishProgress
            control={many}
            onGoOn={canSend && isFaultless(faults) ? (from, count) => start({ from, count }) : null}
          />
        )}
        <Panel title={t('client:publish.acknowledged')} padding="none">
          <Answers answers={answers} />
        </Panel>
      </div>
    </div>
  );
}

/** Why nothing can be published now, and as it stands; `undefined`: it can. */
function refusalOf(
  t: Translate,
  now: { readonly canSend: boolean; readonly isRunning: boolean; readonly faults: DraftFaults },
): string | undefined {
  if (!now.canSend) return t('client:connection.refused');
  if (now.isRunning) return t('client:publish.running');
  if (now.faults.fields.subject !== undefined) return t('client:publish.subjectInvalid');
  return isFaultless(now.faults) ? undefined : t('client:publish.faulty');
}

function Answers({ answers }: { readonly answers: readonly Answer[] }) {
  const { t } = useTranslation();
  if (answers.length === 0) return <EmptyState title={t('client:publish.nothingYet')} />;
  return (
    // Its ages are not news.
    <ul aria-live="polite" aria-relevant="additions" className="flex max-h-96 flex-col overflow-y-auto" tabIndex={0}>
      {answers.map(({ number, at, result }) => (
        <li
          key={number}
          data-testid="publish-answer"
          data-state={result.ok ? (result.value.duplicate ? 'duplicate' : 'stored') : 'failed'}
          className="flex items-start justify-between gap-3 border-b border-line px-3 py-1.5 last:border-b-0"
        >
          <span className="flex min-w-0 gap-2">
            <Mark tone={result.ok ? 'ok' : 'warn'} className="mt-1" />
            <span className="min-w-0 wrap-anywhere">{answerWords(t, result)}</span>
          </span>
          <span className="type-small shrink-0 text-text-3">
            <Age at={at} ago />
          </span>
        </li>
      ))}
    </ul>
  );
}

function answerWords(t: Translate, result: Answer['result']): string {
  if (!result.ok) return failureWords(t, result.error);
  const { stream, sequence, duplicate } = result.value;
  const values = { stream: literal(stream), sequence: formatCount(sequence) };
  return t(duplicate ? 'client:publish.duplicate' : 'client:publish.stored', values);
}

/** The first subject that can be published to as it stands. */
function firstDraft(model: StreamModel | null): PublishDraft {
  const literalSubject = model?.config?.subjects.find((subject) => !/(^|\.)[*>](\.|$)/.test(subject));
  return { ...emptyDraft, subject: literalSubject ?? '' };
}
