import type { ClientList } from '../domain/command/clients';
import type { CommandPort } from '../domain/command/command';
import type { ServerId } from '../domain/ids';
import { changesMembers } from '../domain/permit/actions';
import { err, ok } from '../lib/result';
import { clientsOf } from './look';
import { runAudited } from './audited';
import type { CommandDeps } from './deps';
import { planNow, runCommand } from './run';
import { Senders } from './senders';

/** Connections of accounts, beside that of the login. */
type AccountPort = {
  readonly connectAccount: Senders['connect'];
  readonly disconnectAccount: Senders['disconnect'];
  readonly clients: (server: ServerId) => Promise<ClientList | null>;
} & Pick<Senders, 'connections' | 'stop'>;

/** Everything that changes a cluster goes through here. Only the full engine holds this code. */
export function createCommands(given: CommandDeps): CommandPort & AccountPort {
  const senders = new Senders(given);
  const deps = { ...given, senders };
  return {
    connectAccount: (login, signal) => senders.connect(login, signal),
    disconnectAccount: (account) => senders.disconnect(account),
    connections: () => senders.connections(),
    clients: (server) => clientsOf(deps, server),
    stop: () => senders.stop(),
    plan: (command) => planNow(deps, command),
    run: async (plan, signal) => {
      // What was accepted cannot be taken back: only before sending does an abort mean anything.
      if (signal.aborted) return err('dataTooOld');
      return runAudited(deps, plan, async () => {
        if (!changesMembers(plan.command)) return ok(await runCommand(deps, plan));
        const outcome = await deps.exclusively(() => runCommand(deps, plan));
        return ok(outcome ?? { kind: 'aborted', reason: 'anotherRunning' });
      });
    },
  };
}
