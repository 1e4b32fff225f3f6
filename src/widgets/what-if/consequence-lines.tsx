import type { Mark as MarkValue, StreamModel } from '../../domain/cluster/model';
import { stored, type Consequence, type MetaConsequence } from '../../domain/what-if/what-if';
import { type Translate, useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import { toneText } from '../../ui/tone';
import { formatBytes, formatCount } from '../format';
import { literal } from '../literal';
import { QuorumText } from '../quorum';
import type { ReactNode } from 'react';

interface Line {
  readonly id: string;
  readonly label: string;
  readonly mark: MarkValue;
  readonly words: string;
  /** What stays as it is, or is known besides. */
  readonly rest: ReactNode;
}

interface ConsequenceLinesProps {
  readonly consequence: Consequence;
  /** The streams have been read. */
  readonly streamsKnown: boolean;
}

/** What a loss means, in counted sentences: one for each thing that can suffer. */
export function ConsequenceLines({ consequence, streamsKnown }: ConsequenceLinesProps) {
  const { t } = useTranslation();
  const lines = [
    ...consequence.metas.map((meta) => metaLine(t, meta)),
    ...(streamsKnown
      ? [streamLine(t, consequence), dataLine(t, consequence), consumerLine(t, consequence), leaderLine(t, consequence)]
      : [
          {
            id: 'streams',
            label: t('what-if:streams'),
            mark: 'unknown' as const,
            words: t('what-if:streamsUnread'),
            rest: null,
          },
        ]),
    connectionLine(t, consequence),
  ];
  return (
    <ul className="flex flex-col">
      {lines.map(({ id, label, mark, words, rest }) => (
        <li
          key={id}
          data-testid="what-if-line"
          data-line={id}
          data-state={mark}
          className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2 border-b border-line px-3 py-1.5 last:border-b-0 @lg:grid-cols-[1rem_7rem_minmax(0,1fr)]"
        >
          <Mark tone={mark} className="mt-1" label={t(`model:mark.${mark}`)} />
          <h3 className="type-label pt-0.5 text-text-3">{label}</h3>
          <div className="col-start-2 text-pretty @lg:col-start-3">
            <span className={mark === 'ok' ? undefined : toneText[mark]}>{words}</span>
            {rest !== null && <span className="text-text-2"> · {rest}</span>}
          </div>
        </li>
      ))}
    </ul>
  );
}

const metaMarks = { keeps: 'ok', stops: 'crit', without: 'crit', notKnown: 'unknown' } as const;

function metaLine(t: Translate, { domain, fate, after, moves }: MetaConsequence): Line {
  return {
    id: `meta ${domain}`,
    label: domain === '' ? t('what-if:meta.title') : t('what-if:meta.titleDomain', { domain: literal(domain) }),
    mark: metaMarks[fate],
    words: t(`what-if:meta.${fate}`),
    rest: (
      <>
        <QuorumText quorum={after} />
        {moves !== null && ` · ${t('what-if:meta.moves', { server: literal(moves) })}`}
      </>
    ),
  };
}

function streamLine(t: Translate, { streams: { stops, keep, without, notKnown } }: Consequence): Line {
  const rest = [
    t('what-if:goOn', { count: keep }),
    ...(without.length === 0 ? [] : [t('what-if:without', { count: without.length })]),
    ...(notKnown.length === 0 ? [] : [t('what-if:notKnown', { count: notKnown.length })]),
  ];
  return {
    id: 'streams',
    label: t('what-if:streams'),
    mark: stops.length > 0 ? 'crit' : notKnown.length > 0 ? 'unknown' : 'ok',
    words: t('what-if:stop', { count: stops.length }),
    rest: rest.join(' · '),
  };
}

function dataLine(t: Translate, { streams: { unreachable, notKnown } }: Consequence): Line {
  const { single, messages, bytes } = stored(unreachable);
  const count = unreachable.length;
  const values = { count, messages: formatCount(messages), bytes: formatBytes(bytes) };
  return {
    id: 'data',
    label: t('what-if:data'),
    mark: count > 0 ? 'crit' : notKnown.length > 0 ? 'unknown' : 'ok',
    words: count === 0 ? t('what-if:reachable') : t('what-if:unreachable', values),
    rest: single === 0 ? null : t('what-if:single', { count: single }),
  };
}

function consumerLine(t: Translate, { streams: { stops } }: Consequence): Line {
  const { count, complete } = consumersOf(stops);
  return {
    id: 'consumers',
    label: t('what-if:consumers'),
    mark: count > 0 ? 'crit' : complete ? 'ok' : 'unknown',
    words: complete ? t('what-if:consumersStop', { count }) : t('what-if:consumersAtLeast', { count }),
    rest: t('what-if:consumersOwn'),
  };
}

/** Each stream counts its own; some cannot. */
function consumersOf(streams: readonly StreamModel[]) {
  const count = streams.reduce((sum, { consumers }) => sum + (consumers?.count ?? 0), 0);
  return { count, complete: streams.every(({ consumers }) => consumers?.complete === true) };
}

function leaderLine(t: Translate, { streams: { moves } }: Consequence): Line {
  return {
    id: 'leaders',
    label: t('what-if:leaders'),
    mark: moves.length > 0 ? 'busy' : 'ok',
    words: t('what-if:moves', { count: moves.length }),
    rest: null,
  };
}

function connectionLine(t: Translate, { connections, remaining }: Consequence): Line {
  return {
    id: 'connections',
    label: t('what-if:connections'),
    mark: connections === null ? 'unknown' : connections === 0 ? 'ok' : remaining === 0 ? 'crit' : 'busy',
    words: connections === null ? t('what-if:connectUnknown') : t('what-if:connect', { count: connections }),
    rest: t('what-if:connectTo', { count: remaining }),
  };
}
