import { Collector } from '../collect/collector';
import { Recording } from '../collect/recording';
import type { AuditLog } from '../domain/audit/log';
import type { Command, Plan } from '../domain/command/command';
import { emptyFacts } from '../domain/facts/facts';
import { observe } from '../domain/facts/observe';
import { emptyInventory } from '../domain/inventory/inventory';
import { advance, newPicture, type Picture } from '../domain/picture';
import type { UserPermissions } from '../domain/replies/servers';
import type { CommandFactory } from '../engine/deps';
import { exclusiveRunner } from '../engine/exclusive';
import { err, ok, type Result } from '../lib/result';
import type { LinkProblem, Reply, Transport, TransportError } from '../transport/transport';
import { fakeClock } from './fakes/fake-clock';
import { fakeTransport } from './fakes/fake-transport';
import { addStream, generateCluster } from './scripted-server/cluster';

export interface SessionOptions {
  readonly isReadOnly?: boolean;
  readonly permissions?: UserPermissions | null;
  /** Where changes are written down; nowhere unless told. */
  readonly audit?: Pick<AuditLog, 'target' | 'keep'>;
  /** Accounts whose API the system account imports. */
  readonly imports?: readonly string[];
  /** What comes of connecting with a login of an account. */
  readonly dialled?: Result<Transport, LinkProblem>;
}

const unwritten: Pick<AuditLog, 'target' | 'keep'> = { target: null, keep: () => Promise.resolve() };
const unreachable: Result<Transport, LinkProblem> = err({ code: 'unreachable', url: null, detail: null });

/** Commands over a made-up cluster of five servers, with a clock that only a test moves. */
export async function commandSession(
  createCommands: CommandFactory,
  {
    isReadOnly = false,
    permissions = null,
    dialled = unreachable,
    imports = ['APP'],
    audit = unwritten,
  }: SessionOptions = {},
) {
  const clock = fakeClock();
  const cluster = generateCluster({
    servers: 5,
    streams: 0,
    accounts: ['APP'],
    imports: [...imports],
    now: () => clock.now(),
  });
  const stream = addStream(cluster, 'APP', 'S', ['n1', 'n2', 'n3']);
  const transport = fakeTransport(cluster, clock);
  let facts = emptyFacts();
  let picture: Picture = newPicture(emptyInventory());
  const collector = new Collector({
    transport,
    clock,
    recording: new Recording(),
    accountPrefix: '{account}.$JS.API',
    sink: (observations) => {
      facts = observations.reduce(observe, facts);
    },
    onMissing: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  const starting = collector.start();
  await clock.advance(8000);
  await starting;
  const draw = () => (picture = advance(picture, facts, clock.now()));
  draw();
  const commands = createCommands({
    transport,
    clock,
    model: () => draw().model,
    isReadOnly: () => isReadOnly,
    permissions: () => permissions,
    account: () => '$SYS',
    dial: () => Promise.resolve(dialled),
    audit: { cluster: () => 'C1', actor: () => ({ user: 'admin', account: '$SYS' }), ...audit },
    attach: (account, own) => collector.attachAccount(account, own),
    apiPrefix: (account, domain) => collector.apiPrefix(account, domain),
    read: async (reading) =>
      reading.kind === 'meta' ? (await collector.freshSummary()).answered : collector.freshAccount(reading.account),
    exclusively: exclusiveRunner(null, () => 'test'),
  });

  /** What was sent that changes something, in order. */
  const changes: string[] = [];
  transport.change = (subject, body, options) => {
    changes.push(subject);
    return transport.request(subject, body, options);
  };

  /** Instead of the servers' own answer; `apply`: what happens all the same. */
  function answerWith(answer: Result<Reply, TransportError>, apply: () => void = () => undefined): void {
    transport.change = (subject) => {
      changes.push(subject);
      apply();
      return Promise.resolve(answer);
    };
  }

  /** Runs a plan to its end, with time going on. */
  async function run(plan: Plan, signal = new AbortController().signal) {
    const state = { ended: false };
    const running = commands.run(plan, signal).finally(() => (state.ended = true));
    for (let step = 0; step < 2000 && !state.ended; step += 1) await clock.advance(50);
    return running;
  }

  return {
    clock,
    cluster,
    stream,
    transport,
    commands,
    changes,
    answerWith,
    run,
    plan: (command: Command) => commands.plan(command),
    model: () => draw().model,
  };
}

export function replyOf(json: unknown): Result<Reply, TransportError> {
  const payload = new TextEncoder().encode(JSON.stringify(json));
  return ok({ subject: '_INBOX.x', payload, headers: new Map(), receivedAt: 0 as never });
}

export function failing(error: TransportError): Result<Reply, TransportError> {
  return err(error);
}
