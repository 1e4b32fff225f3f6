import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** A key of the keyboard. */
export function Kbd({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <kbd className={clsx('type-mono rounded-control border border-line px-1 text-text-3', className)}>{children}</kbd>
  );
}
