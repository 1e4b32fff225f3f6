import { useEffect, useRef, useState } from 'react';

/** ms. Browsers refuse an address that changes with every repeat of a held key, and each change costs a few ms. */
const rest = 250;

interface Kept<Value> {
  readonly value: Value;
  /** The address as last seen, and as last written from here. */
  readonly seen: string;
  readonly written: string;
}

/** A value of the address that keys change: on the screen at once, in the address when they have come to rest. */
export function useHasty<Value>(
  text: string,
  valueOf: (text: string) => Value,
  textOf: (value: Value) => string,
  write: (text: string) => void,
): readonly [Value, (value: Value) => void] {
  const [kept, keep] = useState<Kept<Value>>(() => ({ value: valueOf(text), seen: text, written: text }));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // An address that comes from elsewhere wins; what was written from here may be older than the screen.
  if (text !== kept.seen)
    keep(text === kept.written ? { ...kept, seen: text } : { value: valueOf(text), seen: text, written: text });
  const change = (value: Value) => {
    keep((before) => ({ ...before, value }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const written = textOf(value);
      keep((before) => ({ ...before, written }));
      write(written);
    }, rest);
  };
  return [kept.value, change];
}
