import type { Msg, NatsConnection } from 'nats.ws';
import { dataFile, descriptionFile, type ChosenFile, type RestoreReport } from '../domain/backup/backup';
import type { Command, Plan } from '../domain/command/command';
import { accountId, domainName } from '../domain/ids';
import type { JobEnd } from '../domain/inside/client-ops';
import type { CommandFactory } from '../engine/deps';
import { err, type Result } from '../lib/result';
import { FakeLink } from '../transport/fakes';
import type { Reply, Transport, TransportError } from '../transport/transport';
import { recordedBackup, tarOf } from './backups';
import { commandSession, replyOf, type SessionOptions } from './command-session';
import { addStream, streamId, type ScriptedStream } from './scripted-server/cluster';

type Answer = Result<Reply, TransportError>;
/** `null`: not a word. */
type Word = Uint8Array | 'nobody' | null;

/** What the servers say to each step of a restore. */
export interface RestoreScript {
  request: () => Answer;
  /** To a piece of the data, from 1 on. */
  piece: (number: number) => Word;
  /** To the end of the data. */
  end: () => Word;
  /** To the deletion of what is left. */
  remove: () => Answer;
  /** A name that the meta group keeps, without a stream: it is listed, and nobody answers for it. */
  isKept: boolean;
  /** To the question for the names from an offset on; `null`: as they are. */
  names: ((offset: number) => Answer) | null;
  /** Of the stream where changes are written down. */
  audit: () => Answer;
}

export const nothingSaid = new Uint8Array();
export const wordOf = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
export const refusal = (code: number, description: string) => ({ error: { code: 400, err_code: code, description } });
const offsetIn = (body: string) => (JSON.parse(body || '{}') as { readonly offset?: number }).offset ?? 0;
export const lost: Answer = err({ code: 'timeout' });

const { reply, data } = recordedBackup('2.15.1');
/** When its last message came. */
export const newest = Date.parse('2026-11-21T19:26:41.171Z');

/** As a server of 2.15.1 made it: ten messages from 2 to 12, and one consumer. */
export function chosenBackup(packed: Uint8Array = data): ChosenFile {
  const tar = tarOf({ [descriptionFile]: wordOf(reply), [dataFile]: packed });
  return { name: 'SHELF.tar', content: new Blob([tar]) };
}

/** Under its own name, into the account APP. */
export const restoreOf: Extract<Command, { kind: 'streamRestore' }> = {
  kind: 'streamRestore',
  account: accountId('APP'),
  domain: domainName(''),
  config: JSON.stringify((reply as { readonly config: unknown }).config),
  original: 'SHELF',
  state: JSON.stringify((reply as { readonly state: unknown }).state),
  holding: { messages: 10, bytes: 12_496, firstSeq: 2, lastSeq: 12, consumers: 1 },
};

type Deps = Parameters<CommandFactory>[0];
/** One that goes on; `changed` is called at each news of it. Handed in by its tests: only `commands` may import it. */
export type BeginRestore = (
  deps: Deps,
  order: { readonly transport: Transport; readonly plan: Plan; readonly files: readonly ChosenFile[] },
  changed: (report: RestoreReport) => void,
) => { readonly stop: () => void; readonly ended: Promise<JobEnd> };

/** A restore on a made-up cluster, which does what a script says. Data go in nine pieces of up to 100 bytes. */
export async function restoreSession(createCommands: CommandFactory, options: SessionOptions = {}) {
  const given: Deps[] = [];
  const session = await commandSession((deps) => {
    given.push(deps);
    return createCommands(deps);
  }, options);
  const { cluster, clock, transport, changes } = session;
  const made = given.at(0);
  if (made === undefined) throw new Error('no commands were made');
  const deps: Deps = made;
  const script: RestoreScript = {
    request: () => replyOf({ deliver_subject: '$JS.SNAPSHOT.RESTORE.SHELF.x' }),
    piece: () => nothingSaid,
    end: () => {
      stand();
      return wordOf({ config: {}, state: {} });
    },
    remove: () => {
      const isThere = cluster.streams.delete(streamId('APP', 'SHELF')) || script.isKept;
      script.isKept = false;
      return replyOf(isThere ? { success: true } : refusal(10_059, 'stream not found'));
    },
    isKept: false,
    names: null,
    audit: () => replyOf({ stream: 'AUDIT', seq: 1 }),
  };

  /** The restore has made it, or some of it; somebody else, with other messages, if a change says so. */
  function stand(change: Partial<ScriptedStream> = {}): ScriptedStream {
    const { config } = reply as { readonly config: Readonly<Record<string, unknown>> };
    const stream = addStream(cluster, 'APP', 'SHELF', ['n1'], { consumers: ['reader'], config });
    return Object.assign(stream, { firstSeq: 2, lastSeq: 12, lastTime: newest, gone: new Set([7]) }, change);
  }

  const told = new Set<(message: Msg) => void>();
  const sent: { readonly number: number; readonly size: number }[] = [];
  const native = {
    publish(_to: string, bytes: Uint8Array, { reply: inbox }: { readonly reply: string }) {
      const number = Number(inbox.slice(inbox.lastIndexOf('.') + 1));
      sent.push({ number, size: bytes.length });
      // The answer comes later than the call ends.
      clock.after(1, () => {
        if (transport.state !== 'live') return;
        const word = number === 0 ? script.end() : script.piece(number);
        if (word === null) return;
        const message = word === 'nobody' ? { data: nothingSaid, headers: { code: 503 } } : { data: word };
        told.forEach((tell) => tell({ subject: inbox, ...message } as unknown as Msg));
      });
    },
    subscribe(_inbox: string, { callback }: { readonly callback: (error: null, message: Msg) => void }) {
      const tell = (message: Msg) => callback(null, message);
      told.add(tell);
      return { isClosed: () => false, unsubscribe: () => told.delete(tell) };
    },
    isClosed: () => false,
  } as unknown as NatsConnection;
  const link = new FakeLink();
  Object.defineProperties(link, { native: { value: native }, maxPayload: { value: 100 } });
  Object.defineProperty(transport, 'link', { value: link });

  const request = transport.request.bind(transport);
  transport.request = async (subject, body, how) => {
    if (transport.state !== 'live') return err({ code: 'notLive', state: transport.state });
    const answer = request(subject, body, how);
    if (subject.endsWith('.STREAM.NAMES') && script.names !== null) return script.names(offsetIn(body));
    if (!script.isKept) return answer;
    if (subject.endsWith('.STREAM.INFO.SHELF')) return (await wait(how.deadlineMs), lost);
    return subject.endsWith('.STREAM.NAMES') ? replyOf({ total: 1, streams: ['SHELF'] }) : answer;
  };
  transport.change = (subject) => {
    if (transport.state !== 'live') return Promise.resolve(err({ code: 'notLive', state: transport.state }));
    if (subject.startsWith('audit.')) return Promise.resolve(script.audit());
    changes.push(subject);
    return Promise.resolve(subject.includes('.RESTORE.') ? script.request() : script.remove());
  };
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));

  /** The link is lost; back after so many milliseconds, if at all. */
  function lose(backAfter: number | null = null): void {
    transport.setState('reconnecting');
    if (backAfter !== null) clock.after(backAfter, () => transport.setState('live'));
  }

  /** With time going on. */
  async function settled<T>(promise: Promise<T>): Promise<T> {
    const state = { isOver: false };
    const over = promise.finally(() => (state.isOver = true));
    while (!state.isOver) await clock.advance(50);
    return over;
  }

  /** From the plan to its end; `at` is called at each new stage. */
  async function run(
    begin: BeginRestore,
    files: readonly ChosenFile[] = [chosenBackup()],
    at: (stage: RestoreReport['stage'], stop: () => void) => void = () => undefined,
  ) {
    const reports: RestoreReport[] = [];
    const plan = await settled(session.plan(restoreOf));
    const begun = begin(deps, { transport, plan, files }, (report) => {
      const isNew = reports.at(-1)?.stage !== report.stage;
      reports.push(report);
      if (isNew) at(report.stage, () => begun.stop());
    });
    const end = await settled(begun.ended);
    const report = reports.at(-1);
    if (report === undefined) throw new Error('nothing was said of it');
    return { report, stages: [...new Set(reports.map(({ stage }) => stage))], end };
  }

  /** The requests that changed something, without the prefix of the account. */
  const asked = () => changes.map((subject) => subject.replace('APP.$JS.API.STREAM.', ''));
  const isThere = () => cluster.streams.has(streamId('APP', 'SHELF'));
  return { ...session, deps, script, stand, lose, settled, run, asked, sent, isThere };
}
