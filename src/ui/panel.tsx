import { clsx } from 'clsx';
import { useId, type ReactNode } from 'react';

export interface PanelProps {
  readonly title: ReactNode;
  /** Set in mono capitals beside the title, for example a count or a term. */
  readonly meta?: ReactNode;
  /** Right end of the head: a control or a reading. */
  readonly right?: ReactNode;
  /** `none`: the content brings its own, as tables and lists with full-width rules do. */
  readonly padding?: 'normal' | 'none';
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A titled region: one hairline, no shadow. */
export function Panel({ title, meta, right, padding = 'normal', className, children }: PanelProps) {
  const heading = useId();
  return (
    <section
      aria-labelledby={heading}
      className={clsx('@container flex min-w-0 flex-col rounded-panel border border-line bg-panel', className)}
    >
      <header className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-3 py-1">
        <h2 id={heading} className="type-section min-w-0 wrap-anywhere">
          {title}
        </h2>
        {meta !== undefined && <div className="type-label min-w-0 truncate text-text-3">{meta}</div>}
        {right !== undefined && (
          <div className="ml-auto flex max-w-full flex-wrap items-center justify-end gap-2">{right}</div>
        )}
      </header>
      <div className={clsx('flex min-h-0 min-w-0 flex-1 flex-col', padding === 'normal' && 'p-3')}>{children}</div>
    </section>
  );
}
