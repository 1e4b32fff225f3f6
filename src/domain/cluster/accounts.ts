import type { AccountFacts } from '../facts/facts';
import type { AccountId } from '../ids';
import type { LocalMs } from '../time';
import { keepMapIdentity } from '../same';
import type { Context } from './context';
import type { AccountModel } from './model';
import { isGone } from './presence';
import type { StreamBlock } from './streams';

/** Accounts that any server, the inventory or an access probe named. */
export function assembleAccounts(
  context: Context,
  blocks: Iterable<StreamBlock>,
  previous: ReadonlyMap<AccountId, AccountModel> | undefined,
): ReadonlyMap<AccountId, AccountModel> {
  const names = new Map<AccountId, string>();
  for (const { account, accountName } of blocks)
    if (!names.has(account) || accountName !== account) names.set(account, accountName);
  for (const account of context.facts.accounts.keys()) if (!names.has(account)) names.set(account, account);
  const silence = latestSilence(context);
  const fresh = new Map<AccountId, AccountModel>();
  for (const id of [...names.keys()].sort()) {
    const facts = context.facts.accounts.get(id);
    const access = facts?.access?.value ?? 'unknown';
    fresh.set(id, {
      id,
      name: names.get(id) ?? id,
      access,
      streams: isComplete(context, facts, silence) ? 'complete' : 'unknown',
    });
  }
  return keepMapIdentity(previous, fresh);
}

/**
 * Every stream is known when every JetStream server answers, or when the account itself listed its streams after the
 * last of the silent servers was heard. What was seen before a server fell silent does not prove it.
 */
function isComplete(context: Context, account: AccountFacts | undefined, silence: Silence): boolean {
  if (!context.live || silence === 'unknown') return false;
  if (silence === 'none') return true;
  const access = account?.access?.value;
  const isReached = access === 'prefix' || access === 'connection';
  return isReached && !!account?.names && account.names.at >= silence.since;
}

type Silence = 'none' | 'unknown' | { readonly since: LocalMs | number };

function latestSilence({ stations }: Context): Silence {
  const storing = [...stations.values()].filter(({ facts }) => facts?.info?.jetstream !== false);
  if (storing.length === 0 || storing.some(({ presence }) => presence.kind === 'unknown')) return 'unknown';
  const silent = storing.filter(({ presence }) => isGone(presence));
  if (silent.length === 0) return 'none';
  return { since: Math.max(...silent.map(({ lastHeard }) => lastHeard ?? Number.NEGATIVE_INFINITY)) };
}
