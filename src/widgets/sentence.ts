import type { AccountModel, MetaGroup, RoundModel } from '../domain/cluster/model';
import type { DomainName } from '../domain/ids';
import type { Summary } from '../domain/summary/summary';
import type { LocalMs } from '../domain/time';
import type { Translate } from '../ui/translate';
import { formatAge } from './format';
import { literal } from './literal';

/** What the first line of the overview says: what is wrong, and what the next failure would cost. */
export interface Sentence {
  readonly head: string;
  readonly rest: string;
}

export interface SentenceInput {
  readonly summary: Summary;
  readonly metas: readonly Pick<MetaGroup, 'domain' | 'leadership' | 'quorum'>[];
  readonly accounts: readonly Pick<AccountModel, 'id' | 'name'>[];
  readonly rounds: readonly Pick<RoundModel, 'request'>[];
  /** Why nothing is known now: our connection, or the engine of this page. `null`: it is. */
  readonly stale: 'link' | 'engine' | null;
  readonly now: LocalMs;
}

/**
 * Builds the sentences from codes and counts; each must be true of every summary. With nothing wrong the head is what
 * the cluster can lose; else what is wrong, with what that costs.
 */
export function sentence(t: Translate, input: SentenceInput): Sentence {
  const { stale, summary } = input;
  if (stale !== null) return { head: t(`overview:sentence.lost.${stale}`), rest: t('overview:sentence.lost.rest') };
  if (summary.servers === 0) return { head: t('overview:sentence.noServers'), rest: '' };
  const wrong = [...silence(t, input), ...stopped(t, summary), ...metaGroups(t, input.metas), ...waiting(t, summary)];
  const next = [
    ...survival(t, input),
    ...nextLoss(t, summary),
    ...metaNextLoss(t, input),
    ...notKnown(t, summary),
    ...unseen(t, input),
  ];
  const all = [...wrong, ...next];
  const heads = Math.min(Math.max(wrong.length, 1), mostHeads);
  return { head: all.slice(0, heads).join(' '), rest: all.slice(heads).join(' ') };
}

/** What is wrong stands first, as far as two lines of a screen hold it. */
const mostHeads = 3;

function silence(t: Translate, { summary, now }: SentenceInput): readonly string[] {
  const fell = summary.silent.filter(({ since }) => since !== null);
  const never = summary.silent.filter(({ since }) => since === null);
  const longest = fell[0]?.since ?? now;
  const age = formatAge(Math.max(now - longest, 0));
  const names = (silent: Summary['silent']) =>
    listed(
      t,
      silent.map(({ server }) => server),
    );
  return [
    ...(fell.length === 0 ? [] : [t('overview:sentence.silent', { count: fell.length, servers: names(fell), age })]),
    ...(never.length === 0 ? [] : [t('overview:sentence.neverHeard', { count: never.length, servers: names(never) })]),
  ];
}

function stopped(t: Translate, summary: Summary): readonly string[] {
  const { unreachable, noQuorum } = summary;
  return [
    ...(unreachable === 0 ? [] : [t(`overview:sentence.${whereUnreachable(summary)}`, { count: unreachable })]),
    ...(noQuorum === 0 ? [] : [t('overview:sentence.noQuorum', { count: noQuorum })]),
  ];
}

/** One server never holds two copies of a stream: with one server silent, all copies there are the only copy. */
function whereUnreachable({ unreachable, stranded, silent }: Summary): 'onlyThere' | 'allThere' | 'gone' {
  if (stranded < unreachable || silent.length === 0) return 'gone';
  return silent.length === 1 ? 'onlyThere' : 'allThere';
}

function waiting(t: Translate, { electing }: Summary): readonly string[] {
  return electing === 0 ? [] : [t('overview:sentence.electing', { count: electing })];
}

function metaGroups(t: Translate, metas: SentenceInput['metas']): readonly string[] {
  if (metas.length === 0) return [t('overview:sentence.metaNone')];
  return metas.flatMap(({ domain, leadership, quorum: { have, need, of } }) => {
    const group = groupName(t, domain, metas.length > 1);
    switch (leadership.kind) {
      case 'led':
        return [];
      case 'electing':
        return [t('overview:sentence.metaElecting', { group })];
      case 'noQuorum':
        return [t('overview:sentence.metaNoQuorum', { group, have: have ?? 0, need, of })];
      case 'unknown':
        return [t('overview:sentence.metaUnknown', { group })];
    }
  });
}

function groupName(t: Translate, domain: DomainName, several: boolean): string {
  if (!several) return t('overview:sentence.metaOne');
  return domain === ''
    ? t('overview:sentence.metaPlain')
    : t('overview:sentence.metaDomain', { domain: literal(domain) });
}

function survival(t: Translate, { summary, rounds }: SentenceInput): readonly string[] {
  const { streams, unseenAccounts, single } = summary;
  if (!rounds.some(({ request }) => request === 'placement' || request === 'account'))
    return [t('overview:sentence.reading')];
  if (streams === 0) return [t(unseenAccounts.length > 0 ? 'overview:sentence.noneKnown' : 'overview:sentence.none')];
  const copies = single.reduce((sum, entry) => sum + entry.streams, 0);
  const servers = counted(
    t,
    single.map((entry) => [entry.server, entry.streams]),
  );
  return [
    ...surviving(t, summary),
    ...(copies === 0 ? [] : [t('overview:sentence.single', { count: copies, servers })]),
  ];
}

/** Of the replicated streams whose quorum is known: how many would keep it. */
function surviving(t: Translate, { replicated, uncertain, surviveOne, silent }: Summary): readonly string[] {
  const known = replicated - uncertain;
  if (known === 0) return [];
  const count = surviveOne;
  const all = uncertain === 0;
  if (count === 0)
    return [t(all ? 'overview:sentence.surviveNone' : 'overview:sentence.surviveNoneKnown', { count: known })];
  const loss = t(silent.length > 0 ? 'overview:sentence.oneMore' : 'overview:sentence.anyOne');
  if (count === replicated) return [t('overview:sentence.surviveAll', { count, loss })];
  return [t(all ? 'overview:sentence.surviveSome' : 'overview:sentence.surviveKnown', { count, known, loss })];
}

function nextLoss(t: Translate, { nextLoss: losses, silent }: Summary): readonly string[] {
  const [worst] = losses;
  if (worst === undefined) return [];
  const also = silent.length > 0;
  if (losses.every(({ stops }) => stops === worst.stops)) {
    const names = losses.map(({ server }) => server);
    const servers = listed(t, names, 'disjunction');
    return [t(also ? 'overview:sentence.nextLossAlso' : 'overview:sentence.nextLoss', { count: worst.stops, servers })];
  }
  const servers = counted(
    t,
    losses.map(({ server, stops }) => [server, stops]),
  );
  return [t(also ? 'overview:sentence.nextLossesAlso' : 'overview:sentence.nextLosses', { servers })];
}

function metaNextLoss(t: Translate, { summary, metas }: SentenceInput): readonly string[] {
  if (summary.metaNextLoss.length === 0) return [];
  const group = t(metas.length > 1 ? 'overview:sentence.metaSome' : 'overview:sentence.metaThe');
  return [t('overview:sentence.metaNext', { group, servers: listed(t, summary.metaNextLoss, 'disjunction') })];
}

function notKnown(t: Translate, { unheard, unknown }: Summary): readonly string[] {
  return [
    ...(unheard.length === 0 ? [] : [t('overview:sentence.unheard', { servers: listed(t, unheard) })]),
    ...(unknown === 0 ? [] : [t('overview:sentence.unknown', { count: unknown })]),
  ];
}

function unseen(t: Translate, { summary, accounts }: SentenceInput): readonly string[] {
  if (summary.unseenAccounts.length === 0) return [];
  const names = summary.unseenAccounts.map((id) => accounts.find((account) => account.id === id)?.name ?? id);
  const key = summary.silent.length > 0 ? 'overview:sentence.unseen' : 'overview:sentence.unsure';
  return [t(key, { accounts: listed(t, names) })];
}

/** Names are written out as long as a sentence can hold them. */
const most = 5;

/** Names as `n1, n2 and n3`. */
function listed(t: Translate, names: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.length - shown.length;
  const words = shown.map(literal);
  return new Intl.ListFormat('en-GB', { type }).format(
    rest === 0 ? words : [...words, t('overview:sentence.others', { count: rest })],
  );
}

/** Numbers of each server as `n1: 3, n4: 5`. */
function counted(t: Translate, entries: readonly (readonly [string, number])[]): string {
  const shown = entries.length > most ? entries.slice(0, most - 1) : entries;
  const rest = entries.length - shown.length;
  const words = shown.map(([server, count]) => `${literal(server)}: ${String(count)}`);
  return [...words, ...(rest === 0 ? [] : [t('overview:sentence.others', { count: rest })])].join(', ');
}
