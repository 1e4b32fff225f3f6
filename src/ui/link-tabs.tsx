import { clsx } from 'clsx';

interface LinkTab {
  readonly id: string;
  readonly label: string;
  readonly href: string;
}

interface LinkTabsProps {
  readonly label: string;
  readonly tabs: readonly LinkTab[];
  readonly current: string;
}

/** Screens of one thing, side by side; each has an address of its own. */
export function LinkTabs({ label, tabs, current }: LinkTabsProps) {
  return (
    <nav aria-label={label} className="flex shrink-0 gap-4 overflow-x-auto border-b border-line">
      {tabs.map(({ id, label: word, href }) => (
        <a
          key={id}
          href={href}
          aria-current={id === current ? 'page' : undefined}
          className={clsx(
            '-mb-px flex h-8 shrink-0 items-center border-b-2 no-underline focus-visible:focus-ring-inset pointer-coarse:h-10',
            id === current ? 'border-accent text-text' : 'border-transparent text-text-2 hover:text-text',
          )}
        >
          {word}
        </a>
      ))}
    </nav>
  );
}
