import { clsx } from 'clsx';

/** Grey of the final size, shown only after 200 ms so that a quick answer does not flicker. Never used on a refresh. */
export function Skeleton({
  lines = 3,
  label,
  className,
}: {
  readonly lines?: number;
  readonly label: string;
  readonly className?: string;
}) {
  return (
    <div role="status" aria-label={label} className={clsx('appear-late flex flex-col', className)}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="flex h-8 items-center border-b border-line px-3 last:border-b-0">
          <div className={clsx('h-2 rounded-control bg-raised', index % 3 === 0 ? 'w-1/2' : 'w-1/3')} />
        </div>
      ))}
    </div>
  );
}
