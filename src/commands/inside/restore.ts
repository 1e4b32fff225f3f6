import type { RestoreArgs } from '../../domain/backup/backup';
import { err, ok, type Result } from '../../lib/result';
import type { InsideFailure } from '../../domain/inside/ops';
import type { PipeDeps } from '../deps';
import type { Begin } from './jobs';
import { ownConnection } from './own-connection';
import { Restore } from './restore-run';

/** Makes a stream out of a backup, over the connection of its account. */
export function restoreJob(deps: PipeDeps, { plan, files }: RestoreArgs): Result<Begin, InsideFailure> {
  const { command } = plan;
  if (command.kind !== 'streamRestore') return err({ kind: 'unsendable' });
  const transport = ownConnection(deps, command.account);
  if (!transport.ok) return transport;
  return ok(({ signal, changed }) => {
    const restore = new Restore(deps, { transport: transport.value, plan, command, files }, changed, signal);
    return { report: () => ({ report: restore.report }), run: () => restore.run(), link: transport.value };
  });
}
