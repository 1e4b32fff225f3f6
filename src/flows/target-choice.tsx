import type { Command, Plan } from '../domain/command/command';
import type { ServerName } from '../domain/ids';
import { Select, type Option } from '../ui/field';
import { useTranslation } from '../ui/translate';
import { literal } from '../widgets/literal';

/** A server that a command about one copy may be aimed at. */
export interface Target {
  readonly server: ServerName;
  /** As the list shows it, with what tells it from the others. */
  readonly label: string;
}

export interface TargetChoiceProps {
  readonly command: Command;
  readonly plan: Plan | null;
  readonly targets: readonly Target[];
  readonly onChange: (command: Command) => void;
}

/** Which server: the new leader of a step-down, or the one whose copy goes. */
export function TargetChoice({ command, plan, targets, onChange }: TargetChoiceProps) {
  const { t } = useTranslation();
  switch (command.kind) {
    case 'metaStepDown':
    case 'streamStepDown':
    case 'consumerStepDown': {
      const candidates = plan?.effect.kind === 'leaderChanges' ? plan.effect.candidates : [];
      const chosen = command.preferred;
      const options = [
        { value: '', label: t('actions:anyone') },
        ...[...new Set([...(chosen === null ? [] : [chosen]), ...candidates])].map(optionOf),
      ];
      const choose = (value: string) =>
        onChange({ ...command, preferred: candidates.find((name) => name === value) ?? null });
      return <Select label={t('actions:preferred')} value={chosen ?? ''} options={options} onValue={choose} />;
    }
    case 'streamPeerRemove':
    case 'streamMove': {
      const server = command.kind === 'streamMove' ? command.from : command.server;
      const choose = (value: string) => {
        const target = targets.find((one) => one.server === value)?.server ?? server;
        onChange(command.kind === 'streamMove' ? { ...command, from: target } : { ...command, server: target });
      };
      const options = targets.map((target): Option<string> => ({ value: target.server, label: target.label }));
      return <Select label={t('actions:copyOn')} value={server} options={options} onValue={choose} />;
    }
    case 'streamCancelMove':
      return null;
  }
}

function optionOf(server: ServerName): Option<string> {
  return { value: server, label: literal(server) };
}
