/** What follows the first byte of a value, or of a container the bytes that say how many values it holds. */
interface Kind {
  /** Bytes with the number of what comes behind them; 0: `fixed` is it. */
  readonly counted: 0 | 1 | 2 | 4;
  readonly fixed: number;
  /** Of what: bytes, or values. */
  readonly of: 'bytes' | 'items' | 'pairs';
}

const bytes = (fixed: number, counted: Kind['counted'] = 0): Kind => ({ counted, fixed, of: 'bytes' });
const items = (fixed: number, counted: Kind['counted'] = 0): Kind => ({ counted, fixed, of: 'items' });
const pairs = (fixed: number, counted: Kind['counted'] = 0): Kind => ({ counted, fixed, of: 'pairs' });

/** From 0xc0 on; `null` is never used. The bytes of an extension's type are `fixed`. */
const marked: readonly (Kind | null)[] = [
  ...[bytes(0), null, bytes(0), bytes(0)],
  ...[bytes(0, 1), bytes(0, 2), bytes(0, 4)],
  ...[bytes(1, 1), bytes(1, 2), bytes(1, 4)],
  ...[bytes(4), bytes(8)],
  ...[bytes(1), bytes(2), bytes(4), bytes(8)],
  ...[bytes(1), bytes(2), bytes(4), bytes(8)],
  ...[bytes(2), bytes(3), bytes(5), bytes(9), bytes(17)],
  ...[bytes(0, 1), bytes(0, 2), bytes(0, 4)],
  ...[items(0, 2), items(0, 4), pairs(0, 2), pairs(0, 4)],
];

/**
 * Is all that bytes of MessagePack announce within them? Every value takes at least one byte, so that lists within lists that
 * each say they are large, which a decoder sets aside room for, are told from those that are.
 */
export function holdsMessagePack(body: Uint8Array): boolean {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let at = 0;
  for (let awaited = 1; awaited > 0; awaited -= 1) {
    if (at + awaited > body.length) return false;
    const kind = kindOf(view.getUint8(at));
    at += 1;
    if (kind === null || at + kind.counted > body.length) return false;
    const size = kind.fixed + numberAt(view, at, kind.counted);
    at += kind.counted;
    if (kind.of === 'bytes') at += size;
    else awaited += kind.of === 'items' ? size : 2 * size;
  }
  return at === body.length;
}

function kindOf(first: number): Kind | null {
  if (first <= 0x7f || first >= 0xe0) return bytes(0);
  if (first <= 0x8f) return pairs(first & 0x0f);
  if (first <= 0x9f) return items(first & 0x0f);
  return first <= 0xbf ? bytes(first & 0x1f) : (marked[first - 0xc0] ?? null);
}

function numberAt(view: DataView, at: number, size: Kind['counted']): number {
  if (size === 0) return 0;
  if (size === 1) return view.getUint8(at);
  return size === 2 ? view.getUint16(at) : view.getUint32(at);
}
