import { useEffect, useRef, useState } from 'react';
import type { Spot } from '../../widgets/placement/spot';
import { spotOf, spotText } from './spot-text';

/** ms. Browsers refuse an address that changes with every repeat of a held key. */
const rest = 250;

interface Kept {
  readonly spot: Spot | null;
  /** The address as last seen, and as last written from here. */
  readonly seen: string;
  readonly written: string;
}

/** The chosen cell: on the screen at once, in the address when the keys have come to rest. */
export function useSpot(
  text: string,
  write: (text: string) => void,
): readonly [Spot | null, (spot: Spot | null) => void] {
  const [kept, keep] = useState<Kept>(() => ({ spot: spotOf(text), seen: text, written: text }));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // An address that comes from elsewhere wins; what was written from here may be older than the screen.
  if (text !== kept.seen)
    keep(text === kept.written ? { ...kept, seen: text } : { spot: spotOf(text), seen: text, written: text });
  const select = (spot: Spot | null) => {
    keep((before) => ({ ...before, spot }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const written = spotText(spot);
      keep((before) => ({ ...before, written }));
      write(written);
    }, rest);
  };
  return [kept.spot, select];
}
