import type { Command } from '../domain/command/command';
import { Button } from '../ui/button';
import { useTranslation } from '../ui/translate';
import { wordOf } from '../widgets/command-words';
import { useOpenCommand } from './command-host';
import type { Target } from './target-choice';

export interface CommandButtonProps {
  /** `null`: not offered now. */
  readonly command: Command | null;
  readonly name: string;
  readonly targets?: readonly Target[];
  readonly size?: 'normal' | 'small';
  /** Instead of the word for its kind. */
  readonly label?: string;
  /** It was sent, whatever came of it, and the dialog was closed. */
  readonly onSent?: () => void;
}

/** Opens the plan of a command. */
export function CommandButton({ command, name, targets = [], size = 'normal', label, onSent }: CommandButtonProps) {
  const { t } = useTranslation();
  const open = useOpenCommand();
  return (
    command !== null && (
      <Button size={size} onClick={() => open({ command, name, targets, onSent })}>
        {label ?? t(`actions:button.${wordOf(command)}`)}
      </Button>
    )
  );
}
