import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';

interface VirtualLinesProps {
  /** Name of the text for those who do not see it. */
  readonly label: string;
  readonly count: number;
  readonly line: (index: number) => ReactNode;
}

/** px; the line height of `type-mono`. */
const lineHeight = 16;

/** Lines of text of one height, of which only those in sight are drawn. Scrolls by keyboard. */
export function VirtualLines({ label, count, line }: VirtualLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  // The library mutates what it returns, so a compiler must leave this component alone.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    initialRect: { width: 600, height: 480 },
  });
  return (
    <div
      ref={scroller}
      role="group"
      aria-label={label}
      tabIndex={0}
      className="type-mono max-h-[60vh] min-h-0 overflow-auto rounded-control border border-line bg-canvas p-2 focus-visible:focus-ring-inset"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <div
            key={item.index}
            className="absolute top-0 left-0 min-w-full whitespace-pre"
            style={{ transform: `translateY(${String(item.start)}px)`, height: lineHeight }}
          >
            {line(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
