import { mostReplicas, type Command, type PeerTarget, type Plan, type Within } from '../domain/command/command';
import type { ServerName } from '../domain/ids';
import { Select, type Option } from '../ui/field';
import { useTranslation, type Translate } from '../ui/translate';
import { RescueChecks } from './rescue-checks';
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
      return <MetaLeaderChoice command={command} plan={plan} onChange={onChange} />;
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
    case 'metaRescue':
      return <RescueChecks command={command} onChange={onChange} />;
    case 'streamCancelMove':
    case 'streamDelete':
    case 'clientNudge':
    case 'clientClose':
    case 'serverReload':
    case 'serverEvacuate':
      return null;
  }
}

type MetaStepDown = Extract<Command, { kind: 'metaStepDown' }>;

interface MetaLeaderProps {
  readonly command: MetaStepDown;
  readonly plan: Plan | null;
  readonly onChange: (command: MetaStepDown) => void;
}

/** One server, or one of a cluster or with a tag. */
function MetaLeaderChoice({ command, plan, onChange }: MetaLeaderProps) {
  const { t } = useTranslation();
  const effect = plan?.effect.kind === 'leaderChanges' ? plan.effect : null;
  const { kind, domain } = command;
  const anyone: MetaStepDown = { kind, domain, preferred: null };
  const choices = [
    { choice: anyone, label: t('actions:anyone') },
    ...(effect?.places ?? []).map((within) => ({ choice: { ...anyone, within }, label: placeText(t, within) })),
    // While a cluster or a tag is chosen, its servers alone are the candidates.
    ...(effect?.candidates ?? []).map((name) => ({ choice: { ...anyone, preferred: name }, label: literal(name) })),
  ];
  const valueOf = ({ preferred, within }: MetaStepDown) => JSON.stringify([preferred, within ?? null]);
  const options = choices.map(({ choice, label }) => ({ value: valueOf(choice), label }));
  const known = options.some(({ value }) => value === valueOf(command));
  const chosen = {
    value: valueOf(command),
    label: command.within ? placeText(t, command.within) : literal(command.preferred ?? ''),
  };
  return (
    <Select
      label={t('actions:preferred')}
      value={valueOf(command)}
      options={known ? options : [...options, chosen]}
      onValue={(text) => {
        const found = choices.find(({ choice }) => valueOf(choice) === text);
        if (found) onChange(found.choice);
      }}
    />
  );
}

function placeText(t: Translate, within: Within): string {
  return within.kind === 'cluster'
    ? t('actions:inCluster', { cluster: literal(within.name) })
    : t('actions:withTag', { tag: literal(within.tag) });
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
