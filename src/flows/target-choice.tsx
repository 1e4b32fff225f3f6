import type { Command, PeerTarget, Plan } from '../domain/command/command';
import type { ServerName } from '../domain/ids';
import { mostReplicas } from '../domain/command/command';
import { Select, type Option } from '../ui/field';
import { useTranslation } from '../ui/translate';
import { targetText } from '../widgets/command-words';
import { literal } from '../widgets/literal';

/** A server that a command may be aimed at. */
export interface Target {
  readonly target: PeerTarget;
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
      const choose = ({ target }: Target) => {
        if (target.kind !== 'server') return;
        onChange(
          command.kind === 'streamMove' ? { ...command, from: target.name } : { ...command, server: target.name },
        );
      };
      return <Among label={t('actions:copyOn')} value={server} targets={targets} onChoose={choose} />;
    }
    case 'streamScale': {
      const options = allReplicas.map((value) => ({ value, label: t('actions:replicas', { count: Number(value) }) }));
      const choose = (value: string) => onChange({ ...command, replicas: Number(value) });
      const value = String(command.replicas);
      return <Select label={t('actions:copies')} value={value} options={options} onValue={choose} />;
    }
    case 'serverRemove': {
      const choose = ({ target }: Target) => onChange({ ...command, target, givenUp: { streams: 0, accounts: [] } });
      const value = targetText(command.target);
      return <Among label={t('actions:targetServer')} value={value} targets={targets} onChoose={choose} />;
    }
    case 'streamCancelMove':
      return null;
  }
}

const allReplicas = Array.from({ length: mostReplicas }, (_, less) => String(less + 1));

interface AmongProps {
  readonly label: string;
  readonly value: string;
  readonly targets: readonly Target[];
  readonly onChoose: (target: Target) => void;
}

function Among({ label, value, targets, onChoose }: AmongProps) {
  const options = targets.map((one): Option<string> => ({ value: targetText(one.target), label: one.label }));
  const choose = (text: string) => {
    const chosen = targets.find(({ target }) => targetText(target) === text);
    if (chosen) onChoose(chosen);
  };
  return <Select label={label} value={value} options={options} onValue={choose} />;
}

function optionOf(server: ServerName): Option<string> {
  return { value: server, label: literal(server) };
}
