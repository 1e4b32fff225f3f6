import { shellArgument } from '../asset-config/shell';
import { holdsAll } from '../backup/holding';
import type { Command } from '../command/command';
import type { HeldConfig } from '../command/looked';
import { nameIn } from '../command/name-in';
import type { ClusterModel } from '../cluster/model';
import type { DurationMs } from '../time';
import { isAtLeast } from '../version';
import { assetPlan } from './asset';
import type { Action, PermitContext, Verdict } from './context';
import { consumersFirstSince } from './since';
import { comingKey, comingParts, configuredVerdict, heldBy } from './stream-config';

type Restore = Extract<Command, { kind: 'streamRestore' }>;

/** Makes a stream out of a backup, with what making one needs: nothing of that name is ever replaced. */
export const streamRestore: Action<Restore> = {
  changesMembers: false,
  look: (_model, command) => ({ kind: 'streamAgainst', stream: comingKey(command), config: command.config }),
  plan: (model, command, context) => {
    const held = restorable(heldBy(context));
    const parts = comingParts(model, command, held, context);
    return assetPlan(command, comingKey(command), context, {
      ...parts,
      reason: parts.reason ?? (isAnyYoung(model, command, context) ? 'serverYoung' : null),
      request:
        held?.body == null
          ? null
          : {
              tokens: ['STREAM', 'RESTORE', held.name],
              body: `{"config":${held.body},"state":${command.state}}`,
            },
      cli: cliOf(command, held),
    });
  },
  verdict: (_model, plan, { holding }, looked): Verdict => {
    const verdict = configuredVerdict(looked, plan.basis.asked);
    if (verdict.kind !== 'done' || looked.kind !== 'streamAgainst') return verdict;
    const { content } = looked;
    if (content == null) return { kind: 'open', reason: 'timeout' };
    return holdsAll(content, holding)
      ? { kind: 'done', result: { kind: 'restored', messages: content.messages } }
      : { kind: 'open', reason: 'holdsLess' };
  },
};

/**
 * A server looks for consumers that nobody has assigned once, 30 s after it has found its place in the meta group, and deletes
 * them. From 2.15 on those of a restore are there from its first piece on, and are assigned after the last.
 */
function isAnyYoung({ servers }: ClusterModel, { domain }: Restore, { now }: PermitContext): boolean {
  return [...servers.values()].some(
    (server) =>
      server.domain === domain &&
      server.jetstream !== false &&
      isAtLeast(server.version, consumersFirstSince) &&
      server.upSince !== null &&
      now - server.upSince < orphansFound,
  );
}

/** Of a start, its place in the meta group, and the look for what nobody assigned (ms). */
const orphansFound: DurationMs = 45_000;

/** The `nats` tool restores under the same name alone, out of a folder. */
function cliOf({ config, original }: Restore, held: HeldConfig | null): string {
  if (held === null || nameIn(config, 'name') !== original) return '';
  return ['nats', 'stream', 'restore', `./${original}-backup`, `--replicas=${String(held.replicas)}`]
    .map(shellArgument)
    .join(' ');
}

/** A sealed stream comes back sealed: servers take that of a restore alone. */
function restorable(held: HeldConfig | null): HeldConfig | null {
  return held && { ...held, problems: held.problems.filter(({ rule }) => rule !== 'sealedAtCreation') };
}
