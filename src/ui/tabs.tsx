import { clsx } from 'clsx';
import { useId, type KeyboardEvent, type ReactNode } from 'react';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly meta?: ReactNode;
  readonly content: () => ReactNode;
}

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly current: Id;
  readonly onTab: (id: Id) => void;
}

/** Tabs with the selected one held by the page, which keeps it in the URL. Arrow keys move. */
export function Tabs<Id extends string>({ label, tabs, current, onTab }: TabsProps<Id>) {
  const base = useId();
  const at = Math.max(
    tabs.findIndex((tab) => tab.id === current),
    0,
  );
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const to = target(event.key, at, tabs.length);
    const tab = to === null ? undefined : tabs[to];
    if (tab === undefined) return;
    event.preventDefault();
    onTab(tab.id);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[to ?? 0]?.focus();
  };
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-4">
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="flex gap-4 overflow-x-auto border-b border-line"
      >
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            aria-selected={index === at}
            aria-controls={`${base}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => {
              onTab(tab.id);
            }}
            className={clsx(
              '-mb-px flex h-8 shrink-0 items-center gap-2 border-b-2 focus-visible:focus-ring-inset pointer-coarse:h-10',
              index === at ? 'border-accent text-text' : 'border-transparent text-text-2 hover:text-text',
            )}
          >
            {tab.label}
            {tab.meta !== undefined && <span className="type-mono text-text-3">{tab.meta}</span>}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${base}-panel`}
        aria-labelledby={`${base}-${tabs[at]?.id ?? ''}`}
        className="flex min-h-0 min-w-0 flex-1 flex-col gap-4"
      >
        {tabs[at]?.content()}
      </div>
    </div>
  );
}

function target(key: string, at: number, size: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % size;
    case 'ArrowLeft':
      return (at + size - 1) % size;
    case 'Home':
      return 0;
    case 'End':
      return size - 1;
    default:
      return null;
  }
}
