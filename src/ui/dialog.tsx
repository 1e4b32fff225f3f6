import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { IconButton } from './button';

export interface DialogProps {
  readonly title: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** `wide`: for a table. `drawer`: at the right edge over the full height, for an action beside the thing it acts on. */
  readonly place?: 'middle' | 'wide' | 'top' | 'drawer';
  /** Buttons, at the lower right; the safe one first. */
  readonly actions?: ReactNode;
  /** What is typed in it would be lost: a click beside it does not close it. */
  readonly holdsText?: boolean;
  /** The title is read out but not drawn, with no close button: for a palette. */
  readonly bare?: boolean;
  readonly children: ReactNode;
}

const places = {
  middle: 'm-auto w-[32rem] rounded-panel border',
  wide: 'm-auto w-[64rem] rounded-panel border',
  top: 'mx-auto mt-[12vh] mb-auto w-[36rem] rounded-panel border',
  drawer: 'mr-0 ml-auto h-dvh max-h-dvh w-[27rem] border-l',
};

/**
 * A modal dialog over the browser's own element, which traps the focus, makes the rest inert, closes on Escape and
 * gives the focus back. Mounted means open.
 */
export function Dialog(props: DialogProps) {
  const { title, closeLabel, onClose, place = 'middle', actions, holdsText = false, bare = false, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  // A text that is selected from the inside outwards ends with a click beside the dialog.
  const pressed = useRef<EventTarget | null>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        pressed.current = event.target;
      }}
      onClick={(event) => {
        const isBeside = event.target === dialog.current && pressed.current === dialog.current;
        if (isBeside && !holdsText) onClose();
      }}
      className={clsx(
        'max-h-[calc(100dvh-2rem)] max-w-full overflow-hidden border-line-strong bg-panel text-text shadow-overlay backdrop:bg-scrim',
        places[place],
      )}
    >
      <div className="flex h-full max-h-[inherit] flex-col">
        <header
          className={
            bare ? 'sr-only' : 'flex h-11 shrink-0 items-center justify-between border-b border-line pr-2 pl-4'
          }
        >
          <h2 id={heading} className="type-section truncate">
            {title}
          </h2>
          {!bare && (
            <IconButton label={closeLabel} onClick={onClose}>
              <X size={16} aria-hidden />
            </IconButton>
          )}
        </header>
        <div className={clsx('min-h-0 flex-1 overflow-y-auto', !bare && 'p-4')}>{children}</div>
        {actions !== undefined && (
          <footer className="flex shrink-0 items-center justify-end gap-2 border-t border-line px-4 py-3">
            {actions}
          </footer>
        )}
      </div>
    </dialog>
  );
}
