import { waitFor } from '../../../scripts/cluster/wait.mjs';
import { accountId } from '../../domain/ids';
import type { JobId, JobNews } from '../../domain/inside/client-ops';
import type { InsideFailure, InsideName, InsideOps } from '../../domain/inside/ops';
import type { Result } from '../../lib/result';
import type { TestPage } from './test-page';

type Ask = <Name extends InsideName>(
  name: Name,
  args: InsideOps[Name]['args'],
) => Promise<Result<InsideOps[Name]['value'], InsideFailure>>;
type Value = <Name extends InsideName>(name: Name, args: InsideOps[Name]['args']) => Promise<InsideOps[Name]['value']>;

/** A page with a connection of an account, which asks about the inside of it. */
export interface ClientPage {
  readonly page: TestPage;
  /** The answer over a connection that is live: while it is not, nothing is sent. */
  readonly ask: Ask;
  /** The first answer, whatever it is. */
  readonly askOnce: Ask;
  /** Rejects when there is no answer. */
  readonly value: Value;
}

export async function clientPage(
  page: TestPage,
  account: string,
  login: { readonly user: string; readonly password: string } | null,
): Promise<ClientPage> {
  if (login !== null) {
    const { user, password } = login;
    const credentials = { kind: 'password', user, password } as const;
    const own = { account: accountId(account), urls: [], credentials, inboxPrefix: null };
    const connected = await page.call('connectAccount', own);
    if (!connected.ok) throw new Error(JSON.stringify(connected.error));
  }
  const askOnce: Ask = async (name, args) => {
    const answer = await page.call('inside', { name, args });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value as never;
  };
  // A PING that is late by 2 s makes it doubtful for a moment.
  const ask: Ask = (name, args) =>
    waitFor(
      async () => {
        const answer = await askOnce(name, args);
        return answer.ok || answer.error.kind !== 'notLive' ? answer : null;
      },
      { what: `a live connection for ${name}` },
    );
  const value: Value = async (name, args) => {
    const answer = await ask(name, args);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value;
  };
  return { page, ask, askOnce, value };
}

/** Reads a job until its news are what is waited for. */
export async function follow(value: Value, job: JobId, until: (news: JobNews) => boolean): Promise<JobNews> {
  for (let after = 0; ;) {
    const news = await value('readJob', { job, after });
    if (news === null) throw new Error('no such job');
    if (until(news)) return news;
    if (news.end !== null) throw new Error(`ended: ${JSON.stringify(news)}`);
    after = news.revision;
  }
}

export const ended = ({ end }: JobNews) => end !== null;
