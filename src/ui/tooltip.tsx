import { useId, useRef, type ReactNode } from 'react';

export interface TooltipProps {
  /** What is said on hover and focus. */
  readonly text: ReactNode;
  /** The thing itself; gets a tab stop of its own, since what matters must not need a pointer. */
  readonly children: ReactNode;
  /** Leave out the tab stop where `children` holds a control. */
  readonly focusable?: boolean;
}

/** More words on hover and focus, in the browser's top layer so that nothing cuts them off. Escape closes. */
export function Tooltip({ text, children, focusable = true }: TooltipProps) {
  const id = useId();
  const bubble = useRef<HTMLSpanElement>(null);
  const show = (anchor: HTMLElement) => {
    const element = bubble.current;
    if (element === null || element.matches(':popover-open')) return;
    element.showPopover();
    place(element, anchor.getBoundingClientRect());
  };
  const hide = () => bubble.current?.hidePopover();
  return (
    <span
      {...(focusable ? { tabIndex: 0 } : {})}
      aria-describedby={id}
      className="inline-flex max-w-full items-center rounded-control"
      onPointerEnter={(event) => {
        show(event.currentTarget);
      }}
      onPointerLeave={hide}
      onFocus={(event) => {
        show(event.currentTarget);
      }}
      onBlur={hide}
      onKeyDown={(event) => {
        if (event.key === 'Escape') hide();
      }}
    >
      {children}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        className="type-small pointer-events-none fixed m-0 max-w-80 rounded-control wrap-anywhere whitespace-pre-line border border-line-strong bg-raised px-2 py-1 text-text shadow-overlay"
      >
        {text}
      </span>
    </span>
  );
}

/** Below the anchor, above it where there is no room, always inside the window. */
function place(element: HTMLElement, anchor: DOMRect) {
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = anchor.bottom + 4;
  const top = below + height > innerHeight ? anchor.top - height - 4 : below;
  const left = Math.min(Math.max(anchor.left, 4), Math.max(innerWidth - width - 4, 4));
  element.style.top = `${String(top)}px`;
  element.style.left = `${String(left)}px`;
}
