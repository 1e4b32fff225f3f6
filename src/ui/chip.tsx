import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Mark } from './mark';
import { toneText, type Tone } from './tone';

export interface ChipProps {
  /** Draws the mark of that state before the words. */
  readonly tone?: Tone | undefined;
  /** Exact or fuller words, for the pointer and for those who do not see it. */
  readonly title?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A short reading with a border: what answered, a tag, a version. */
export function Chip({ tone, title, className, children }: ChipProps) {
  return (
    <span
      title={title}
      className={clsx(
        'type-small inline-flex h-6 items-center gap-1.5 rounded-control border border-line px-2 whitespace-nowrap',
        tone === undefined ? 'text-text-2' : toneText[tone],
        className,
      )}
    >
      {tone !== undefined && <Mark tone={tone} size={10} />}
      {children}
    </span>
  );
}
