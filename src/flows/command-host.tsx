import { useLocation } from '@tanstack/react-router';
import { createContext, lazy, Suspense, useContext, useState, type PropsWithChildren } from 'react';
import type { Command } from '../domain/command/command';
import type { Target } from './target-choice';

const CommandDialog = lazy(async () => ({ default: (await import('./command-dialog')).CommandDialog }));

/** A command whose plan is looked at. */
export interface OpenedCommand {
  readonly command: Command;
  readonly name: string;
  readonly targets: readonly Target[];
  /** It was sent, whatever came of it, and its dialog was closed. */
  readonly onSent?: (() => void) | undefined;
}

const OpenCommand = createContext<(opened: OpenedCommand) => void>(() => undefined);

/**
 * The dialog of the command that was opened last. It does not hang on the row or the page that opened it: those go with what
 * the command deletes or ends, and its outcome has to be read all the same. It closes with the screen.
 */
export function CommandHost({ children }: PropsWithChildren) {
  const pathname = useLocation({ select: (location) => location.pathname });
  const [at, setAt] = useState(pathname);
  const [opened, setOpened] = useState<OpenedCommand | null>(null);
  // Whoever comes back to the screen finds it closed.
  if (at !== pathname) {
    setAt(pathname);
    setOpened(null);
  }
  return (
    <OpenCommand value={setOpened}>
      {children}
      {opened !== null && (
        <Suspense>
          <CommandDialog
            initial={opened.command}
            name={opened.name}
            targets={opened.targets}
            onClose={(wasSent) => {
              setOpened(null);
              if (wasSent) opened.onSent?.();
            }}
          />
        </Suspense>
      )}
    </OpenCommand>
  );
}

/** Opens the plan of a command; what its dialog needs is loaded then. */
export function useOpenCommand(): (opened: OpenedCommand) => void {
  return useContext(OpenCommand);
}
