import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isTyping } from './keys';
import { Kbd } from './kbd';

export interface FilterFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** Narrows a list. `/` puts the cursor here from anywhere on the page, Escape clears and leaves. */
export function FilterField({ label, value, onValue }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.defaultPrevented || event.ctrlKey || event.metaKey || isTyping(event)) return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener('keydown', focus);
    return () => {
      document.removeEventListener('keydown', focus);
    };
  }, []);
  return (
    <div className="relative flex w-56 max-w-full items-center">
      <Search size={14} aria-hidden className="pointer-events-none absolute left-2 text-text-3" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          onValue(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onValue('');
          input.current?.blur();
        }}
        className="h-7 w-full rounded-control border border-line-strong bg-panel pr-8 pl-7 placeholder:text-text-3 pointer-coarse:h-10 [&::-webkit-search-cancel-button]:hidden"
      />
      <Kbd className="pointer-events-none absolute right-1.5">/</Kbd>
    </div>
  );
}
