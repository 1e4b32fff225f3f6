import { clsx } from 'clsx';
import type { Tone } from './tone';

const fill: Readonly<Record<Tone, string>> = {
  ok: 'text-ok',
  busy: 'text-busy',
  warn: 'text-warn',
  crit: 'text-crit',
  unknown: 'text-unknown',
};

export interface MarkProps {
  readonly tone: Tone;
  /** The word of the state. Left out only where the word stands beside the mark. */
  readonly label?: string | undefined;
  readonly size?: number;
  readonly className?: string;
}

/** Status as colour and shape: disc, half disc, triangle, octagon, dashed ring. */
export function Mark({ tone, label, size = 12, className }: MarkProps) {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      {...named}
      data-mark={tone}
      viewBox="0 0 12 12"
      width={size}
      height={size}
      className={clsx('inline-block shrink-0', fill[tone], className)}
    >
      <Shape tone={tone} />
    </svg>
  );
}

function Shape({ tone }: { readonly tone: Tone }) {
  switch (tone) {
    case 'ok':
      return <circle cx="6" cy="6" r="4" fill="currentColor" />;
    case 'busy':
      return (
        <>
          <circle cx="6" cy="6" r="3.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 2.25a3.75 3.75 0 0 1 0 7.5z" fill="currentColor" />
        </>
      );
    case 'warn':
      return <path d="M6 1.5 11 10.5H1z" fill="currentColor" />;
    case 'crit':
      return <path d="M4 1.25h4L10.75 4v4L8 10.75H4L1.25 8V4z" fill="currentColor" />;
    case 'unknown':
      return (
        <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="1.9 1.43" />
      );
  }
}
