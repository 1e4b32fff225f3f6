import { serverName, type ServerName } from '../ids';

/** Servers as an address holds them: `n1,n4`. A comma in a name is escaped, so that every choice has its own text. */
export function selectionText(servers: readonly ServerName[]): string {
  return [...new Set(servers)]
    .sort()
    .map((name) => name.replace(/[%,]/g, encodeURIComponent))
    .join(',');
}

/** What {@link selectionText} wrote, or somebody by hand. */
export function selectionOf(text: string): readonly ServerName[] {
  const names = text.split(',').map((part) => part.trim().replace(/%2C/gi, ',').replace(/%25/g, '%'));
  return [...new Set(names.filter(Boolean))].map(serverName);
}
