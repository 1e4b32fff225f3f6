import type { ReactNode } from 'react';

export interface EmptyStateProps {
  /** Why there is nothing: none exist, filtered away, not permitted, not known. */
  readonly title: string;
  readonly children?: ReactNode;
  /** The next step. */
  readonly action?: ReactNode;
}

/** Stands in the frame of the list it replaces. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-1 px-3 py-6">
      <p className="type-strong">{title}</p>
      {children !== undefined && <div className="text-text-2">{children}</div>}
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}
