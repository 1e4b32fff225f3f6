import type { ArchiveContents } from '../../domain/backup/archive-reader';
import type { BackupFault, ChosenFile, RestoreReport } from '../../domain/backup/backup';
import type { StreamHolding } from '../../domain/backup/holding';
import type { Command, Outcome, Plan } from '../../domain/command/command';
import { nameIn } from '../../domain/command/name-in';
import { withoutPaths } from '../../domain/command/without-paths';
import { streamKey, streamName, streamPlace } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import type { DurationMs } from '../../domain/time';
import { ok } from '../../lib/result';
import { deliver, type DeliveryFault } from '../../transport/account-delivery';
import type { Transport } from '../../transport/transport';
import { restoreReply } from '../../wire/ops/backup';
import { streamReply } from '../../wire/ops/change';
import { streamToldReply } from '../../wire/ops/stream-told';
import { runAudited } from '../audited';
import type { PipeDeps } from '../deps';
import { failed, runCommand, unsent } from '../run';
import { askApi } from './ask';
import { checkData, openBackup, type BackupFile } from './backup-file';
import { clearRemains } from './restore-remains';

type RestoreCommand = Extract<Command, { kind: 'streamRestore' }>;

export interface RestoreOrder {
  readonly transport: Transport;
  /** As it was agreed to. */
  readonly plan: Plan;
  readonly command: RestoreCommand;
  readonly files: readonly ChosenFile[];
}

/** A new group first elects its leader, which answers then (ms). */
const replyDeadline: DurationMs = 15_000;

/** One restore: the file is read to its end, sent, and what came of it is read. */
export class Restore {
  #report: RestoreReport;
  /** The server waits for data, or has them. */
  #isAccepted = false;
  /** It has all of them: from here on stopping means nothing. */
  #isComplete = false;

  constructor(
    private readonly deps: PipeDeps,
    private readonly order: RestoreOrder,
    private readonly changed: () => void,
    private readonly signal: AbortSignal,
  ) {
    const { account, domain, config } = order.command;
    const stream = streamKey(domain, account, streamName(nameIn(config, 'name')));
    this.#report = {
      ...{ kind: 'restore', stream, stage: 'checking', bytes: 0, size: 0, expected: null, found: null, fault: null },
      ...{ outcome: null, left: null },
    };
  }

  get report(): RestoreReport {
    return this.#report;
  }

  async run(): Promise<InsideFailure | null> {
    const file = await openBackup(this.order.files);
    if (!file.ok) return this.#unusable(file.error);
    this.#tell({ size: file.value.data.size });
    const contents = await checkData(file.value.data, this.signal, (bytes) => this.#tell({ bytes }));
    if (!contents.ok) return this.#unusable(contents.error);
    if (contents.value === null) return null;
    const command = { ...this.order.command, holding: expectedOf(file.value, contents.value) };
    this.#tell({ expected: command.holding });
    const outcome = await this.#send({ ...this.order.plan, command }, file.value.data);
    this.#tell({ outcome });
    const isBroken = outcome.kind === 'failed' || !this.#isComplete;
    if (outcome.kind !== 'verified' && this.#isAccepted && isBroken) {
      this.#tell({ stage: 'removing' });
      const end = { hasAnswered: outcome.kind === 'failed', newest: file.value.description.lastTime };
      this.#tell({ left: await clearRemains(this.deps, command, end) });
    } else if (this.#isComplete) this.#tell({ found: await this.#found() });
    this.#tell({ stage: 'done' });
    return null;
  }

  /** Through the pipe of all commands: planned anew, written down, sent once, looked for. */
  async #send(plan: Plan, data: Blob): Promise<Outcome> {
    const isCalledOff = () => this.signal.aborted && !this.#isComplete;
    const run = async () => ok(await runCommand(this.deps, plan, isCalledOff, (fresh) => this.#deliver(fresh, data)));
    const ran = await runAudited(this.deps, plan, run);
    return ran.ok ? ran.value : { kind: 'aborted', reason: ran.error };
  }

  async #deliver({ request }: Plan, data: Blob): Promise<Outcome | null> {
    if (request === null) return { kind: 'aborted', reason: 'unsendable' };
    const answer = await this.deps.senders.change(request, replyDeadline);
    if (!answer.ok) {
      const outcome = unsent(answer.error);
      this.#isAccepted = outcome === null;
      // Asked, and no place to send the data to.
      return outcome ?? { kind: 'notVerified', reason: 'timeout' };
    }
    const reply = restoreReply.read(answer.value.payload);
    if (!reply.ok && reply.error.kind === 'refused') return failed(reply.error.refusal);
    this.#isAccepted = true;
    if (!reply.ok) return { kind: 'notVerified', reason: 'timeout' };
    this.#tell({ stage: 'sending', bytes: 0, size: data.size });
    const end = await deliver(
      this.order.transport,
      this.deps.clock,
      {
        deliverTo: reply.value.deliverTo,
        data,
        acknowledged: (bytes) => this.#tell({ bytes }),
        complete: () => {
          this.#isComplete = true;
          this.#tell({ stage: 'restoring' });
        },
      },
      this.signal,
    );
    if (!end.ok) return this.#undelivered(end.error);
    this.#tell({ stage: 'looking' });
    return refusalIn(end.value);
  }

  #undelivered(fault: DeliveryFault): Outcome | null {
    switch (fault.code) {
      case 'refused':
        return refusalIn(fault.answer) ?? { kind: 'failed', code: null, description: textOf(fault.answer) };
      case 'unreadable':
        this.#tell({ fault: 'unreadable' });
        return { kind: 'notVerified', reason: 'calledOff' };
      case 'aborted':
        // With the connection the job ends, too.
        return { kind: 'notVerified', reason: isLive(this.order.transport) ? 'calledOff' : 'connectionLost' };
      case 'denied':
      case 'noResponders':
        return { kind: 'failed', code: null, description: fault.code };
      case 'notConnected':
      case 'notLive':
      case 'requestTooLarge':
      case 'timeout':
      case 'interrupted':
      case 'closed':
      case 'outcomeUnknown':
      case 'tooLarge':
      case 'damaged':
        this.#tell({ stage: 'looking' });
        // With all data there only reading tells; else the server waits in vain.
        return this.#isComplete ? null : { kind: 'notVerified', reason: 'connectionLost' };
    }
  }

  async #found(): Promise<StreamHolding | null> {
    const place = streamPlace(this.#report.stream);
    const told = await askApi(this.deps, place, ['STREAM', 'INFO', place.name], '', streamToldReply);
    if (!told.ok) return null;
    const { messages, firstSeq, lastSeq, consumers } = told.value.content;
    return { messages, firstSeq, lastSeq, consumers, bytes: told.value.bytes };
  }

  #unusable(fault: BackupFault): InsideFailure {
    this.#tell({ fault });
    return { kind: 'unreadable' };
  }

  #tell(part: Partial<RestoreReport>): void {
    this.#report = { ...this.#report, ...part };
    this.changed();
  }
}

function isLive({ state }: Transport): boolean {
  return state === 'live' || state === 'stale';
}

/** What is to come back: what was counted in the data, and for the rest what the description says. */
function expectedOf({ description }: BackupFile, { messages, consumers }: ArchiveContents): StreamHolding {
  const { holding } = description;
  return { ...holding, messages: messages?.count ?? holding.messages, consumers };
}

/** `null`: it is none. */
function refusalIn(answer: Uint8Array): Outcome | null {
  const reply = streamReply.read(answer);
  return !reply.ok && reply.error.kind === 'refused' ? failed(reply.error.refusal) : null;
}

/** Up to 2.10 a full disk is told as `-ERR '…'`. */
function textOf(answer: Uint8Array): string {
  return withoutPaths(new TextDecoder().decode(answer.subarray(0, 300)));
}
