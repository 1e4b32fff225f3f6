import { lazy, Suspense, useState } from 'react';
import type { Command } from '../domain/command/command';
import { Button } from '../ui/button';
import { useTranslation } from '../ui/translate';
import type { Target } from './target-choice';

const CommandDialog = lazy(async () => ({ default: (await import('./command-dialog')).CommandDialog }));

export interface CommandButtonProps {
  /** `null`: not offered now. What was opened stays open, so that its outcome can be read. */
  readonly command: Command | null;
  readonly name: string;
  readonly targets?: readonly Target[];
  readonly size?: 'normal' | 'small';
}

interface Opened {
  readonly command: Command;
  readonly name: string;
  readonly targets: readonly Target[];
}

/** Opens the plan of a command; what the dialog needs is loaded then. */
export function CommandButton({ command, name, targets = [], size = 'normal' }: CommandButtonProps) {
  const { t } = useTranslation();
  // The dialog keeps the command that it was opened for, whatever the page shows meanwhile.
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <>
      {command !== null && (
        <Button size={size} onClick={() => setOpened({ command, name, targets })}>
          {t(`actions:button.${command.kind}`)}
        </Button>
      )}
      {opened !== null && (
        <Suspense>
          <CommandDialog
            initial={opened.command}
            name={opened.name}
            targets={opened.targets}
            onClose={() => setOpened(null)}
          />
        </Suspense>
      )}
    </>
  );
}
