import { streamPlace } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import {
  fillTemplate,
  headerFault,
  mostPublications,
  publicationHeaders,
  type Publication,
  type PublishArgs,
  type PublishManyArgs,
  type PublishManyReport,
  type Stored,
} from '../../domain/inside/publish';
import type { DurationMs } from '../../domain/time';
import { err, ok, type Result } from '../../lib/result';
import { sendOnce, subjectOf } from '../../transport/account-client';
import type { Transport } from '../../transport/transport';
import { pubAckReply } from '../../wire/ops/pub-ack';
import type { PipeDeps } from '../deps';
import { refusalOf } from './ask';
import type { Begin } from './jobs';
import { clientFailure, ownConnection } from './own-connection';

/** Leaders acknowledge within some 10 ms, after an election within a second or two (ms). */
const ackDeadline: DurationMs = 5000;
/** Publications that wait for their acknowledgement at the same time. */
const mostUnacknowledged = 64;
/** So many in a row that were not stored: the stream does not take them, or is gone. An election is over long before. */
const mostFailures = 40;
/** After one that was not stored (ms): nobody listens until a leader is elected, and says so at once. */
const breath: DurationMs = 250;

type Sent = Result<Stored, InsideFailure>;

/** Publishes one message, once. */
export function publish(deps: PipeDeps, { stream, publication }: PublishArgs): Promise<Sent> {
  const { account, name } = streamPlace(stream);
  const transport = ownConnection(deps, account);
  return transport.ok ? send(deps, transport.value, name, publication) : Promise.resolve(transport);
}

async function send(deps: PipeDeps, transport: Transport, stream: string, publication: Publication): Promise<Sent> {
  const subject = subjectOf(publication.subject);
  const headers = publicationHeaders(stream, publication);
  const isFaulty = publication.headers.some(([name, value]) => headerFault(name, value) !== null);
  if (subject === null || isFaulty || /[\r\n]/.test(publication.id ?? '')) return err({ kind: 'unsendable' });
  const answer = await sendOnce(transport, deps.clock, { subject, body: publication.body, headers }, ackDeadline);
  if (!answer.ok) return err(clientFailure(answer.error));
  const ack = pubAckReply.read(answer.value);
  if (ack.ok) return ok(ack.value);
  // Whoever else listens on the subject may have answered, too: that is no acknowledgement.
  return err(ack.error.kind === 'refused' ? refusalOf(ack.error) : { kind: 'outcomeUnknown' });
}

/** Publishes one after the other, each once. */
export function publishMany(deps: PipeDeps, args: PublishManyArgs): Result<Begin, InsideFailure> {
  const { account, name } = streamPlace(args.stream);
  const transport = ownConnection(deps, account);
  if (!transport.ok) return transport;
  return ok(({ signal, changed, pause }) => {
    const series = new Series(args, changed);
    return {
      report: () => ({ report: series.report }),
      run: () =>
        series.run(
          (publication) => send(deps, transport.value, name, publication),
          () => deps.clock.now(),
          pause,
          signal,
        ),
      link: transport.value,
    };
  });
}

type Counts = Omit<PublishManyReport, 'kind'>;

class Series {
  #counts: Counts;
  #failures = 0;
  #lastFailure: InsideFailure | null = null;
  readonly #waiting = new Set<Promise<void>>();

  constructor(
    private readonly args: PublishManyArgs,
    private readonly changed: () => void,
  ) {
    const count = Math.min(args.count, mostPublications);
    this.#counts = {
      ...{ count, next: args.from, sent: 0, stored: 0, duplicates: 0, notStored: 0, unknown: 0 },
      ...{ last: null, refusal: null },
    };
  }

  get report(): PublishManyReport {
    return { kind: 'publishMany', ...this.#counts };
  }

  async run(
    send: (publication: Publication) => Promise<Sent>,
    now: () => number,
    pause: (ms: DurationMs) => Promise<void>,
    signal: AbortSignal,
  ): Promise<InsideFailure | null> {
    const { from, every } = this.args;
    const isOver = () => signal.aborted || this.#failures >= mostFailures;
    for (let index = 0; index < this.#counts.count && !isOver(); index += 1) {
      const startedAt = now();
      while (this.#waiting.size >= mostUnacknowledged) await Promise.race(this.#waiting);
      if (isOver()) break;
      this.#send(send(this.#publication(from + index, now())));
      this.#counts = { ...this.#counts, next: from + index + 1 };
      const rest = Math.max(every - (now() - startedAt), this.#failures > 0 ? breath : 0);
      if (rest > 0 && index + 1 < this.#counts.count) await pause(rest);
    }
    await Promise.all(this.#waiting);
    return this.#failures >= mostFailures ? this.#lastFailure : null;
  }

  #publication(n: number, now: number): Publication {
    const { subject, body, headers, id } = this.args;
    const marks = { n, time: new Date(now).toISOString() };
    const fill = (text: string) => fillTemplate(text, marks);
    return {
      subject: fill(subject),
      body: new TextEncoder().encode(fill(body)),
      headers: headers.map(([name, value]) => [name, fill(value)]),
      id: id === null ? null : fill(id),
      ...{ lastSequence: null, lastSubjectSequence: null, ttl: null },
    };
  }

  #send(answer: Promise<Sent>): void {
    this.#count({ sent: 1 });
    const waiting = answer.then((sent) => {
      this.#waiting.delete(waiting);
      this.#settle(sent);
    });
    this.#waiting.add(waiting);
  }

  #settle(sent: Sent): void {
    if (sent.ok) {
      this.#failures = 0;
      const { stream, sequence, duplicate } = sent.value;
      this.#count({ stored: 1, duplicates: duplicate ? 1 : 0 });
      this.#counts = { ...this.#counts, last: { stream, sequence } };
      return;
    }
    this.#failures += 1;
    this.#lastFailure = sent.error;
    this.#count(sent.error.kind === 'outcomeUnknown' ? { unknown: 1 } : { notStored: 1 });
    if (sent.error.kind === 'refused') this.#counts = { ...this.#counts, refusal: sent.error.description };
  }

  #count(more: Partial<Pick<Counts, 'sent' | 'stored' | 'duplicates' | 'notStored' | 'unknown'>>): void {
    const { sent, stored, duplicates, notStored, unknown } = this.#counts;
    this.#counts = {
      ...this.#counts,
      sent: sent + (more.sent ?? 0),
      stored: stored + (more.stored ?? 0),
      duplicates: duplicates + (more.duplicates ?? 0),
      notStored: notStored + (more.notStored ?? 0),
      unknown: unknown + (more.unknown ?? 0),
    };
    this.changed();
  }
}
