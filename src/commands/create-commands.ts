import type { ClientList } from '../domain/command/clients';
import type { CommandPort } from '../domain/command/command';
import type { ServerId } from '../domain/ids';
import type { EvacuationRun } from '../domain/evacuate/model';
import type { InsideFailure, InsideRequest } from '../domain/inside/ops';
import { changesMembers } from '../domain/permit/actions';
import { err, ok, type Result } from '../lib/result';
import { clientsOf } from './look';
import { runAudited } from './audited';
import type { CommandDeps } from './deps';
import type { EvacuationDriver } from './evacuation-driver';
import { planNow, runCommand } from './run';
import { Senders } from './senders';

/** Connections of accounts, beside that of the login. */
type AccountPort = {
  readonly connectAccount: Senders['connect'];
  readonly disconnectAccount: Senders['disconnect'];
  readonly clients: (server: ServerId) => Promise<ClientList | null>;
  readonly inside: (request: InsideRequest, signal: AbortSignal) => Promise<Result<unknown, InsideFailure>>;
} & Pick<Senders, 'connections' | 'stop'>;

/** The sequence of changes that empties a server. */
interface Evacuations {
  readonly evacuate: EvacuationDriver['ask'];
  readonly evacuation: () => ReadonlyMap<string, EvacuationRun>;
}

const none: ReadonlyMap<string, EvacuationRun> = new Map();

/** Everything that changes a cluster goes through here. Only the full engine holds this code. */
export function createCommands(given: CommandDeps): CommandPort & AccountPort & Evacuations {
  const senders = new Senders(given);
  const deps = { ...given, senders };
  const state: { driver: EvacuationDriver | null; stopped: boolean } = { driver: null, stopped: false };
  return {
    connectAccount: (login, signal) => senders.connect(login, signal),
    disconnectAccount: (account) => senders.disconnect(account),
    connections: () => senders.connections(),
    clients: (server) => clientsOf(deps, server),
    // Loaded by the first question: most sessions look at the picture alone.
    inside: async (request, signal) => (await import('./inside/inside')).inside(deps, request, signal),
    stop: () => {
      state.stopped = true;
      state.driver?.stop();
      senders.stop();
    },
    plan: (command) => planNow(deps, command),
    // Loaded by the first evacuation: few sessions have one.
    evacuate: async (request) => {
      const loaded = await import('./evacuation-driver');
      if (state.stopped) return { kind: 'linkNotLive' };
      state.driver ??= new loaded.EvacuationDriver(deps);
      const refusal = await state.driver.ask(request);
      // The page sees at once what became of it: with this word the model is drawn anew.
      void deps.read({ kind: 'meta' });
      return refusal;
    },
    evacuation: () => state.driver?.rows ?? none,
    run: async (plan, signal) => {
      // What was accepted cannot be taken back: only before sending does an abort mean anything.
      if (signal.aborted) return err('dataTooOld');
      return runAudited(deps, plan, async () => {
        if (!changesMembers(plan.command, plan.effect)) return ok(await runCommand(deps, plan));
        const outcome = await deps.exclusively(() => runCommand(deps, plan));
        return ok(outcome ?? { kind: 'aborted', reason: 'anotherRunning' });
      });
    },
  };
}
