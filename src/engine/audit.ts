import type { Clock } from '../collect/clock';
import { auditEntry, type Actor, type AuditEntry } from '../domain/audit/entry';
import type { CommandPort, Outcome, Plan, RefusalReason } from '../domain/command/command';
import type { Result } from '../lib/result';
import type { AuditStore } from './audit-store';

export interface AuditDeps {
  readonly clock: Clock;
  readonly store: AuditStore;
  readonly cluster: string;
  readonly actor: () => Actor;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** Writes down every change before it is sent, and what came of it. */
export class Audit {
  readonly #deps: AuditDeps;
  #entries: ReadonlyMap<string, AuditEntry> = new Map();

  constructor(deps: AuditDeps) {
    this.#deps = deps;
    void deps.store
      .load(deps.cluster)
      .then((entries) => {
        this.#entries = new Map([...entries.map((entry) => [entry.id, entry] as const), ...this.#entries]);
        deps.onChange();
      })
      .catch(deps.onError);
  }

  get entries(): ReadonlyMap<string, AuditEntry> {
    return this.#entries;
  }

  /** Runs a plan between two entries. A store that fails is told of and keeps nobody from acting: it may be full. */
  async run(port: CommandPort, plan: Plan, signal: AbortSignal): Promise<Result<Outcome, RefusalReason>> {
    const { clock, actor } = this.#deps;
    const entry = auditEntry(newId(clock.now()), clock.now(), actor(), plan);
    await this.#keep(entry);
    const ran = await port.run(plan, signal);
    if (ran.ok) {
      const { basis: after } = await port.plan(plan.command);
      await this.#keep({ ...entry, end: { at: clock.now(), outcome: ran.value, after } });
    }
    return ran;
  }

  async #keep(entry: AuditEntry): Promise<void> {
    this.#entries = new Map(this.#entries).set(entry.id, entry);
    this.#deps.onChange();
    try {
      await this.#deps.store.put(this.#deps.cluster, entry);
    } catch (error) {
      this.#deps.onError(error);
    }
  }
}

/** By time, and told apart from those of other pages. Web Crypto gives random UUIDs in secure contexts only. */
function newId(now: number): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `${String(now).padStart(14, '0')}-${random.toString(16).padStart(8, '0')}`;
}
