import type { Intake } from './intake';

/** Bytes of payload kept; older entries are dropped first. */
const maxBytes = 16 * 1024 * 1024;
/** Entries kept. */
const maxEntries = 50_000;
/** What an entry costs beyond its payload, roughly. */
const overhead = 200;

/** The latest part of all that was taken in, bounded in memory. */
export class Recording {
  #entries: Intake[] = [];
  #start = 0;
  #bytes = 0;

  add(entry: Intake): void {
    this.#entries.push(entry);
    this.#bytes += sizeOf(entry);
    while (this.#bytes > maxBytes || this.#entries.length - this.#start > maxEntries) this.#drop();
  }

  /** As JSON lines, oldest first. */
  export(): string {
    return this.#entries
      .slice(this.#start)
      .map((entry) => `${JSON.stringify(entry, writeBytes)}\n`)
      .join('');
  }

  #drop(): void {
    const oldest = this.#entries[this.#start];
    if (oldest) this.#bytes -= sizeOf(oldest);
    this.#start += 1;
    // Shifting at each drop would copy the whole list.
    if (this.#start * 2 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#start);
    this.#start = 0;
  }
}

/** Reads exported lines back; lines that are none of ours are left out and counted. */
export function parseRecording(lines: string): { readonly entries: readonly Intake[]; readonly unreadable: number } {
  const entries: Intake[] = [];
  let unreadable = 0;
  for (const line of lines.split('\n')) {
    if (line === '') continue;
    const entry = parseLine(line);
    if (entry) entries.push(entry);
    else unreadable += 1;
  }
  return { entries, unreadable };
}

function sizeOf(entry: Intake): number {
  switch (entry.kind) {
    case 'reply':
    case 'event':
      return entry.payload.length + overhead;
    case 'names':
      return entry.pages.reduce((sum, page) => sum + page.length, overhead);
    case 'link':
    case 'roundBegin':
    case 'roundEnd':
    case 'access':
      return overhead;
  }
}

/** Payloads are kept as the text that they are, so that a line can be read by eye and no counter is rounded. */
function writeBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { text: new TextDecoder().decode(value) } : value;
}

function readBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('text' in value)) return value;
  return typeof value.text === 'string' ? new TextEncoder().encode(value.text) : value;
}

const kinds: readonly string[] = [
  'link',
  'roundBegin',
  'reply',
  'roundEnd',
  'event',
  'access',
  'names',
] satisfies readonly Intake['kind'][];

function parseLine(line: string): Intake | null {
  try {
    const value: unknown = JSON.parse(line, readBytes);
    return isIntake(value) ? value : null;
  } catch {
    return null;
  }
}

/** As far as the decoders rely on it: they check every payload themselves. */
function isIntake(value: unknown): value is Intake {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('at' in value)) return false;
  if (typeof value.kind !== 'string' || !kinds.includes(value.kind) || typeof value.at !== 'number') return false;
  if (value.kind === 'reply' || value.kind === 'event')
    return 'payload' in value && value.payload instanceof Uint8Array;
  if (value.kind !== 'names') return true;
  if ('domain' in value && typeof value.domain !== 'string') return false;
  return 'pages' in value && Array.isArray(value.pages) && value.pages.every((page) => page instanceof Uint8Array);
}
