export interface BarProps {
  /** Words with the numbers, for example "used 12 GiB, reserved 20 GiB, of 100 GiB". */
  readonly label: string;
  readonly used: number;
  readonly reserved?: number | null;
  /** `null`: no limit is known, and the bar has no end: nothing is drawn against it. */
  readonly limit: number | null;
}

/** Used and reserved against a limit. */
export function Bar({ label, used, reserved = null, limit }: BarProps) {
  return (
    <div
      role="img"
      aria-label={label}
      title={label}
      className="relative h-1.5 w-full min-w-12 overflow-hidden bg-raised"
    >
      {limit !== null && limit > 0 && (
        <>
          {reserved !== null && (
            <div
              className="absolute inset-y-0 left-0 bg-ramp-2"
              style={{ width: share(Math.max(reserved, used), limit) }}
            />
          )}
          <div className="absolute inset-y-0 left-0 bg-ramp-4" style={{ width: share(used, limit) }} />
        </>
      )}
    </div>
  );
}

function share(part: number, whole: number): string {
  return `${String(Math.min(Math.max(part / whole, 0), 1) * 100)}%`;
}
