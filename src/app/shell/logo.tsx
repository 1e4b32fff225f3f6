/** A ring of members around one that leads. */
export function Logo() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden className="shrink-0 text-accent">
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="8.4 4.17" />
      <circle cx="10" cy="10" r="2.5" fill="currentColor" />
    </svg>
  );
}
