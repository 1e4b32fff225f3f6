import { setTimeout as delay } from 'node:timers/promises';
import { request } from '../../../scripts/cluster/request.mjs';
import { waitFor } from '../../../scripts/cluster/wait.mjs';
import type { Cluster } from '../../../scripts/cluster/cluster.mjs';
import type { SequencePort } from '../../domain/balance/run-steps';
import type { StreamModel } from '../../domain/cluster/model';
import type { Command, Outcome, Plan } from '../../domain/command/command';
import { mayPass, type RefusalReason } from '../../domain/command/refusal';
import { accountId, serverName, type ServerName } from '../../domain/ids';
import type { EngineDeps } from '../../engine/deps';
import type { ClusterRow } from '../../engine/protocol';
import { connectTransport } from '../../transport/connect';
import { prove, wordsOf } from '../proofs';
import { startTestPage, type TestPage } from './test-page';

/** What a server's own monitoring port says of a stream: outside of all that is tested. */
export interface Copy {
  readonly server: ServerName;
  readonly leads: boolean;
  readonly messages: number;
}

interface Jsz {
  readonly account_details?: readonly {
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly state: { readonly messages: number };
      readonly cluster?: { readonly leader?: string };
    }[];
  }[];
}

type Streams = readonly StreamModel[];

/** An operator of real servers with the account `APP`: what actions come to is written into the test's report. */
export function operate(version: string, cluster: () => Cluster, commands: NonNullable<EngineDeps['commands']>) {
  const pages: TestPage[] = [];
  /** One request of a client of the account: outside of all that is tested. */
  const ask = async (what: string, body?: unknown): Promise<unknown> => {
    const port = cluster().server(await cluster().waitForMetaLeader()).clientPort;
    return request(port, cluster().logins.app, what, body);
  };

  /** A young or loaded cluster is asked again: what is deleted may be gone by the time that its reply was too late. */
  async function api(what: string, body?: unknown): Promise<void> {
    const accepted = async () => {
      const reply = (await ask(`$JS.API.${what}`, body)) as { readonly error?: { readonly code: number } } | null;
      return reply !== null && (reply.error === undefined || (what.includes('.DELETE.') && reply.error.code === 404));
    };
    await waitFor(accepted, { what });
  }

  /** A subject is known everywhere a moment after its stream stands. */
  async function publish(name: string, count: number): Promise<void> {
    const acknowledged = async (sent: number) => {
      const reply = await ask(`${name}.x`, { sent });
      return typeof reply === 'object' && reply !== null && 'seq' in reply;
    };
    for (let sent = 0; sent < count; sent += 1) await waitFor(() => acknowledged(sent), { what: `message ${sent}` });
  }

  /** From the monitoring ports of the servers that are up. */
  async function copies(name: string): Promise<readonly Copy[]> {
    const found: Copy[] = [];
    for (const { name: server, state } of cluster().servers) {
      if (state !== 'running') continue;
      const jsz = (await cluster().monitor(server, '/jsz?streams=true')) as Jsz;
      const details = (jsz.account_details ?? []).flatMap(({ stream_detail: streams }) => streams ?? []);
      const detail = details.find((stream) => stream.name === name);
      if (!detail) continue;
      const leads = detail.cluster?.leader === server;
      found.push({ server: serverName(server), leads, messages: detail.state.messages });
    }
    return found;
  }

  /** The same, once they are on these servers alone: who has lost its copy lists it for a moment more. */
  async function copiesOn(name: string, servers: readonly ServerName[]): Promise<readonly Copy[]> {
    const wanted = [...servers].sort().join();
    const isThere = async () => {
      const held = await copies(name);
      const found = held.map(({ server }) => server).sort();
      return found.join() === wanted ? held : null;
    };
    return waitFor(isThere, { what: `copies of ${name} on ${wanted} alone` });
  }

  /** A page with the streams that are wanted. `before`: what happens when a change is on its way, and nobody looks any more. */
  async function connected(
    ready: (streams: Streams) => boolean,
    before: () => Promise<void> = () => Promise.resolve(),
  ) {
    const page = startTestPage({
      commands,
      connectTransport: async (...args) => {
        const dialled = await connectTransport(...args);
        if (!dialled.ok) return dialled;
        const transport = dialled.value;
        const change = transport.change.bind(transport);
        transport.change = async (...sent) => {
          await before();
          return change(...sent);
        };
        return dialled;
      },
    });
    pages.push(page);
    const { user, password } = cluster().logins.admin;
    const leader = await cluster().waitForMetaLeader();
    const servers = [...cluster().servers].sort((a, b) => Number(b.name === leader) - Number(a.name === leader));
    const answer = await page.call('connect', {
      urls: servers.map(({ wsUrl }) => wsUrl),
      credentials: { kind: 'password', user, password },
      inboxPrefix: null,
      accountPrefix: '{account}.$JS.API',
    });
    if (!answer.ok) throw new Error(answer.error.code);
    const streams = page.watch('streams');
    await streams.until(ready, 'streams', 60_000);
    // Streams are told before the account itself has answered: till then it is not reached.
    const whole = page.watch('cluster');
    const isTried = ({ id, access }: ClusterRow['accounts'][number]) => id === accountId('APP') && access !== 'unknown';
    await whole.until(([one]) => one?.accounts.some(isTried) === true, 'access to the account', 60_000);
    whole.end();
    const row = (name: string) => streams.rows().find((stream) => stream.name === name);
    const until = (what: (stream: StreamModel) => boolean, name: string, text: string, ms = 30_000) =>
      streams.until((rows) => rows.some((stream) => stream.name === name && what(stream)), text, ms);
    return { page, row, until, streams };
  }

  /** The plan as soon as it is permitted. */
  async function permitted(page: TestPage, command: Command): Promise<Plan> {
    return waitFor(
      async () => {
        const plan = await page.call('planCommand', command);
        if (!plan.ok) throw new Error(plan.error.code);
        if (plan.value.permit.kind === 'allowed') return plan.value;
        throw new Error(`${plan.value.permit.reason}: ${JSON.stringify(plan.value.effect)}`);
      },
      { what: `a permit for ${JSON.stringify(command)}`, timeoutMs: 60_000 },
    );
  }

  /** The reason, once it is one of those that are wanted; `allowed` at once. */
  async function refusalAmong(page: TestPage, wish: Command, isWanted: (reason: RefusalReason) => boolean) {
    let last = '';
    const isDecided = async () => {
      const plan = await page.call('planCommand', wish);
      if (!plan.ok) return false;
      const { permit } = plan.value;
      last = permit.kind === 'refused' ? permit.reason : 'allowed';
      return permit.kind === 'allowed' || isWanted(permit.reason);
    };
    await waitFor(isDecided, { what: `a refusal of ${JSON.stringify(wish)}` }).catch((error: unknown) => {
      throw new Error(`last: ${last}`, { cause: error });
    });
    prove(version, wish.kind, `refused (${last})`);
    return last;
  }

  /** A server that misses a round is waited for: what that makes of a plan passes by itself. */
  const refusalOf = (page: TestPage, wish: Command) => refusalAmong(page, wish, (reason) => !mayPass(reason));

  /** Sooner or later for one of these reasons, and never permitted. */
  async function refusedFor(page: TestPage, wish: Command, ...reasons: readonly RefusalReason[]): Promise<void> {
    const reason = await refusalAmong(page, wish, (one) => reasons.includes(one));
    if (reason === 'allowed') throw new Error(`permitted: ${JSON.stringify(wish)}`);
  }

  /** On a busy machine something may have moved right before sending: then nothing was sent, and it is wished for again. */
  async function run(page: TestPage, command: Command): Promise<Outcome> {
    const until = performance.now() + 60_000;
    for (;;) {
      const outcome = await page.call('runCommand', await permitted(page, command));
      if (!outcome.ok) throw new Error(outcome.error.code);
      if (outcome.value.kind === 'aborted' && performance.now() < until) continue;
      prove(version, command.kind, wordsOf(outcome.value));
      return outcome.value;
    }
  }

  const closePages = () => pages.splice(0).forEach((page) => page.close());
  return { ask, api, publish, copies, copiesOn, connected, permitted, refusalOf, refusedFor, run, closePages };
}

/** How a sequence of commands reaches the engine, as the page does it. */
export function sequencePort(page: TestPage): SequencePort {
  return {
    plan: (command) => page.call('planCommand', command),
    run: (plan) => page.call('runCommand', plan),
    pause: () => delay(500),
    alarm: () => null,
  };
}

export function leaderOf(asset: Pick<StreamModel, 'group'> | undefined): ServerName | null {
  return asset?.group.leadership.kind === 'led' ? asset.group.leadership.by : null;
}
