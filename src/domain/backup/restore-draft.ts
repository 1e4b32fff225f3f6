import { jsonText } from '../asset-config/json-text';
import type { Command } from '../command/command';
import type { AccountId, DomainName } from '../ids';
import { streamRequest } from '../stream-config/wire';
import { compareVersions, type Version } from '../version';
import type { BackupFacts } from './backup';

/** What may be different of a stream that is restored. */
export interface RestoreDraft {
  readonly name: string;
  /** Of a stream with another name: those of the backup, or its own name alone, so that it stands beside the first one. */
  readonly subjects: 'kept' | 'own';
  readonly replicas: number;
  readonly keepsPlacement: boolean;
}

export function draftOf({ config }: BackupFacts): RestoreDraft {
  return { name: config.name, subjects: 'kept', replicas: Number(config.replicas), keepsPlacement: true };
}

/**
 * Under another name? Before 2.15 a backup is the files of a store, whose checksums are made with the name of the stream: servers
 * refuse another one.
 */
export function mayRename({ format }: Pick<BackupFacts, 'format'>): boolean {
  return format === 'messages';
}

/** Since then servers write a backup as messages, and read both kinds. */
const messagesSince: Version = { major: 2, minor: 15, patch: 0, pre: '' };

/** Can servers of that version not read it? `null`: their version is not known. */
export function isTooNew({ format }: Pick<BackupFacts, 'format'>, lowest: Version | null): boolean {
  return format === 'messages' && lowest !== null && compareVersions(lowest, messagesSince) < 0;
}

/** Do servers of that version check each message as they send it, so that there is nothing to check before? */
export function checksWhileSending(lowest: Version | null): boolean {
  return lowest !== null && compareVersions(lowest, messagesSince) >= 0;
}

/** Can servers of that version not write it? Before 2.15 only a stream on disk. */
export function isUnkept(storage: string | null, lowest: Version | null): boolean {
  return storage === 'memory' && lowest !== null && compareVersions(lowest, messagesSince) < 0;
}

export function restoreCommand(
  facts: BackupFacts,
  draft: RestoreDraft,
  place: { readonly account: AccountId; readonly domain: DomainName },
): Extract<Command, { kind: 'streamRestore' }> {
  const { config, unknown, state, holding } = facts;
  const isOther = draft.name !== config.name;
  const changed = {
    ...config,
    name: draft.name,
    replicas: draft.replicas,
    placement: draft.keepsPlacement ? config.placement : null,
    subjects: isOther && draft.subjects === 'own' && config.mirror === null ? [draft.name] : config.subjects,
  };
  const text = jsonText(streamRequest(changed, unknown));
  return { ...place, kind: 'streamRestore', config: text, original: config.name, state, holding };
}
