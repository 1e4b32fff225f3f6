import { useState } from 'react';

interface RangeStripProps {
  /** Share of each equal part that is deleted, 0 to 1. Empty: not known, or nothing. */
  readonly bins: readonly number[];
  /** Where the list begins, of `steps`. */
  readonly step: number;
  readonly steps: number;
  readonly label: string;
  readonly words: (step: number) => string;
  readonly onGo: (step: number) => void;
}

/** The sequences of a stream as a bar with a handle; what is deleted is hatched out of it, the more the taller. */
export function RangeStrip({ bins, step, steps, label, words, onGo }: RangeStripProps) {
  const [dragged, drag] = useState<number | null>(null);
  const at = dragged ?? step;
  const go = () => {
    if (dragged === null) return;
    drag(null);
    if (dragged !== step) onGo(dragged);
  };
  return (
    <div className="relative h-6">
      <svg
        viewBox={`0 0 ${String(Math.max(bins.length, 1))} 10`}
        preserveAspectRatio="none"
        aria-hidden
        className="pointer-events-none absolute inset-x-0 top-1.5 h-3 w-full rounded-control bg-ramp-3"
      >
        {bins.map(
          (share, index) =>
            share > 0 && (
              <rect key={index} x={index} width={1.02} y={0} height={Math.max(2, share * 10)} className="fill-canvas" />
            ),
        )}
      </svg>
      <input
        type="range"
        min={0}
        max={steps}
        value={at}
        aria-label={label}
        aria-valuetext={words(at)}
        title={words(at)}
        onChange={(event) => drag(Number(event.target.value))}
        onPointerUp={go}
        onKeyUp={go}
        onBlur={go}
        className="range-strip absolute inset-0 w-full"
      />
    </div>
  );
}
