import { shellArgument } from '../asset-config/shell';
import type { DomainName, StreamPlace } from '../ids';

/** Unpacks the one file of this console into a folder, and restores that. */
export function unpackCommand(file: string, domain: DomainName): string {
  const folder = `./${file.replace(/\.tar$/, '')}`;
  const line = (...words: readonly string[]) => words.map(shellArgument).join(' ');
  const restore = line('nats', 'stream', 'restore', folder, ...inDomain(domain));
  return [line('mkdir', folder), line('tar', 'xf', file, '-C', folder), restore].join(' &&\n');
}

/** The commands of the `nats` tool that keep a stream in a folder, and bring it back (natscli 0.4). */
export function backupCommands({ name, domain }: Pick<StreamPlace, 'name' | 'domain'>): {
  readonly backup: string;
  readonly restore: string;
} {
  const folder = `./${name}-backup`;
  const command = (...words: readonly string[]) => ['nats', ...words, ...inDomain(domain)].map(shellArgument).join(' ');
  // With its consumers, and after a look at its health: what is damaged is not worth keeping.
  return {
    backup: command('stream', 'backup', '--check', name, folder),
    restore: command('stream', 'restore', folder),
  };
}

function inDomain(domain: DomainName): readonly string[] {
  return domain === '' ? [] : [`--js-domain=${domain}`];
}
