import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export interface KeyValue {
  readonly label: string;
  readonly value: ReactNode;
  /** Exact value where `value` is rounded. */
  readonly title?: string | undefined;
}

/** Label and value in two columns. */
export function KeyValues({ items, className }: { readonly items: readonly KeyValue[]; readonly className?: string }) {
  return (
    <dl className={clsx('grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1.5', className)}>
      {items.map((item) => (
        <div key={item.label} className="contents">
          <dt className="type-label pt-0.5 text-text-3">{item.label}</dt>
          <dd title={item.title} className="min-w-0 break-words">
            {item.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Headline numbers side by side in one frame. */
export function Readings({ items }: { readonly items: readonly KeyValue[] }) {
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-panel border border-line bg-panel @2xl:grid-flow-col @2xl:auto-cols-fr @2xl:grid-cols-none">
      {items.map((item) => (
        <div key={item.label} className="-mt-px -ml-px border-t border-l border-line px-3 py-2">
          <dt className="type-label text-text-3">{item.label}</dt>
          <dd title={item.title} className="type-title">
            {item.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A value and its unit: the number strong, the unit weak. */
export function Amount({
  value,
  unit,
  title,
}: {
  readonly value: string;
  readonly unit?: string;
  readonly title?: string;
}) {
  return (
    <span title={title} className="whitespace-nowrap">
      {value}
      {unit !== undefined && unit !== '' && <span className="text-[0.85em] text-text-3">&nbsp;{unit}</span>}
    </span>
  );
}
