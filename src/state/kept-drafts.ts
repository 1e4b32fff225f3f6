import { tabShelf, type Shelf } from './storage';

/** What somebody was typing when the page went, for this tab only. Never a login. */
export interface KeptDraft {
  /** ms since 1970, by this browser's clock. */
  readonly at: number;
  readonly drafts: unknown;
  /** What the form does not show and an edit sends back. */
  readonly beside: unknown;
}

const place = (key: string) => `conclave.draft.${key}`;

export function keptDraft(key: string, shelf: Shelf = tabShelf): KeptDraft | null {
  const text = shelf.get(place(key));
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text, revive);
    if (typeof kept !== 'object' || kept === null || !('at' in kept) || !('drafts' in kept)) return null;
    const { at, drafts } = kept;
    return typeof at === 'number' ? { at, drafts, beside: 'beside' in kept ? kept.beside : null } : null;
  } catch {
    return null;
  }
}

export function keepDraft(key: string, draft: KeptDraft, shelf: Shelf = tabShelf): void {
  shelf.set(place(key), JSON.stringify(draft, dry));
}

export function forgetDraft(key: string, shelf: Shelf = tabShelf): void {
  shelf.remove(place(key));
}

/** JSON has no form for integers beyond 2^53. */
const mark = 'conclave.bigint';

function dry(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? { [mark]: String(value) } : value;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(mark in value)) return value;
  const digits = value[mark];
  return typeof digits === 'string' && /^-?\d{1,20}$/.test(digits) ? BigInt(digits) : value;
}
