import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export interface PageProps {
  readonly title: ReactNode;
  /** One quiet sentence under the title. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** The content takes the height of the window and scrolls inside, as a long table does. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** The one skeleton of all screens, so that the title stands at the same pixel everywhere. */
export function Page({ title, lead, actions, fill = false, children }: PageProps) {
  // A condition that does not hold leaves no gap.
  const hasActions = actions !== undefined && actions !== null && actions !== false;
  return (
    <div className={clsx('@container flex flex-col gap-4 p-3 sm:p-5', fill && 'h-full min-h-0')}>
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h1 className="type-title wrap-anywhere" tabIndex={-1} data-page-title="">
            {title}
          </h1>
          {lead !== undefined && <p className="text-text-2">{lead}</p>}
        </div>
        {hasActions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
