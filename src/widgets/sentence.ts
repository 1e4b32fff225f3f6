import type { TFunction } from 'i18next';
import type { MetaGroup } from '../domain/cluster/model';
import type { LinkState } from '../domain/observation';
import type { Summary } from '../domain/summary/summary';
import type { LocalMs } from '../domain/time';
import { formatAge } from './format';
import { literal } from './literal';

/** What the first line of the overview says: what is wrong, and what the next failure would cost. */
export interface Sentence {
  readonly head: string;
  readonly rest: string;
}

export interface SentenceInput {
  readonly summary: Summary;
  readonly metas: readonly MetaGroup[];
  readonly link: LinkState;
  readonly now: LocalMs;
}

/** Builds the sentences from codes and counts. With nothing wrong, the head is what the cluster can lose. */
export function sentence(t: TFunction, input: SentenceInput): Sentence {
  if (input.link !== 'live') return { head: t('overview:sentence.lost'), rest: '' };
  const wrong = [...silence(t, input), ...streams(t, input.summary), ...metaGroup(t, input.metas)];
  const next = [...survival(t, input.summary), ...nextLoss(t, input.summary), ...unseen(t, input.summary)];
  const [head = '', ...others] = [...wrong, ...next];
  // What cannot be reached belongs to the silence that causes it.
  const headed = wrong.slice(0, 2);
  if (headed.length < 2) return { head, rest: others.join(' ') };
  return { head: headed.join(' '), rest: [...wrong.slice(2), ...next].join(' ') };
}

function silence(t: TFunction, { summary, now }: SentenceInput): readonly string[] {
  const [first] = summary.silent;
  if (first === undefined) return [];
  const age = formatAge(first.since === null ? 0 : Math.max(now - first.since, 0));
  const servers = listed(summary.silent.map(({ server }) => server));
  return [t('overview:sentence.silent', { count: summary.silent.length, servers, age })];
}

function streams(t: TFunction, summary: Summary): readonly string[] {
  const { unreachable, noQuorum, electing, silent } = summary;
  return [
    ...(unreachable === 0
      ? []
      : [t(silent.length > 0 ? 'overview:sentence.unreachable' : 'overview:sentence.gone', { count: unreachable })]),
    ...(noQuorum === 0 ? [] : [t('overview:sentence.noQuorum', { count: noQuorum })]),
    ...(electing === 0 ? [] : [t('overview:sentence.electing', { count: electing })]),
  ];
}

function metaGroup(t: TFunction, metas: readonly MetaGroup[]): readonly string[] {
  return metas.flatMap(({ leadership, quorum }) => {
    switch (leadership.kind) {
      case 'led':
        return [];
      case 'electing':
        return [t('overview:sentence.metaElecting')];
      case 'noQuorum':
        return [t('overview:sentence.metaNoQuorum', { have: quorum.have ?? 0, need: quorum.need })];
      case 'unknown':
        return [t('overview:sentence.metaUnknown')];
    }
  });
}

function survival(t: TFunction, summary: Summary): readonly string[] {
  const { replicated, surviveOne, single, streams: all } = summary;
  if (all === 0) return [t('overview:sentence.none')];
  const copies = single.reduce((sum, entry) => sum + entry.streams, 0);
  const servers = single.map(({ server, streams: count }) => `${literal(server)}: ${String(count)}`).join(', ');
  return [
    ...(replicated === 0
      ? []
      : [
          surviveOne === replicated
            ? t('overview:sentence.surviveAll', { count: surviveOne })
            : t('overview:sentence.surviveSome', { count: surviveOne, replicated }),
        ]),
    ...(copies === 0 ? [] : [t('overview:sentence.single', { count: copies, servers })]),
  ];
}

function nextLoss(t: TFunction, summary: Summary): readonly string[] {
  const [worst] = summary.nextLoss;
  const key = summary.silent.length > 0 ? 'overview:sentence.nextLossAlso' : 'overview:sentence.nextLoss';
  return [
    ...(worst === undefined ? [] : [t(key, { count: worst.stops, server: literal(worst.server) })]),
    ...(summary.metaNextLoss.length === 0
      ? []
      : [t('overview:sentence.metaNext', { servers: listed(summary.metaNextLoss) })]),
  ];
}

function unseen(t: TFunction, { unseenAccounts }: Summary): readonly string[] {
  return unseenAccounts.length === 0 ? [] : [t('overview:sentence.unseen', { accounts: listed(unseenAccounts) })];
}

/** Names as `n1, n2 and n3`. */
function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names.map(literal));
}
