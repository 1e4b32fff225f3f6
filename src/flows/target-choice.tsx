import { mostReplicas, type Command, type PeerTarget, type Plan, type Within } from '../domain/command/command';
import type { ServerName } from '../domain/ids';
import { Select, type Option } from '../ui/field';
import { useTranslation, type Translate } from '../ui/translate';
import { EraseChoice, PauseChoice, PurgeChoice, ResetChoice } from './asset-choice';
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

/** What is still open: the server that is to lead, or whose copy goes; how long a pause lasts, what a purge leaves. */
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
    case 'streamPeerRemove': {
      const choose = ({ target }: Target) => target.kind === 'server' && onChange({ ...command, server: target.name });
      return <Among label={t('actions:copyOn')} value={command.server} targets={targets} onChoose={choose} />;
    }
    case 'streamMove': {
      const { kind, stream, from } = command;
      const choose = ({ target }: Target) => target.kind === 'server' && onChange({ kind, stream, from: target.name });
      return (
        <>
          <Among label={t('actions:copyOn')} value={from} targets={targets} onChoose={choose} />
          <PlaceChoice command={command} plan={plan} onChange={onChange} />
        </>
      );
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
    case 'consumerPause':
      return command.until === null ? null : <PauseChoice command={command} onChange={onChange} />;
    case 'consumerReset':
      return <ResetChoice command={command} plan={plan} onChange={onChange} />;
    case 'streamPurge':
      return <PurgeChoice command={command} onChange={onChange} />;
    case 'messageDelete':
      return <EraseChoice command={command} onChange={onChange} />;
    case 'streamCreate':
    case 'streamRestore':
    case 'streamUpdate':
    case 'consumerCreate':
    case 'consumerUpdate':
    case 'consumerDelete':
    case 'consumerUnpin':
    case 'streamCancelMove':
    case 'streamDelete':
    case 'clientNudge':
    case 'clientClose':
    case 'serverReload':
    case 'serverEvacuate':
      return null;
  }
}

interface PlaceProps {
  readonly command: Extract<Command, { kind: 'streamMove' }>;
  readonly plan: Plan | null;
  readonly onChange: (command: Command) => void;
}

/** Where a copy goes: as far as servers let it be chosen, and else why it cannot be. */
function PlaceChoice({ command, plan, onChange }: PlaceProps) {
  const { t } = useTranslation();
  const tags = plan?.effect.kind === 'copyGoes' ? (plan.effect.tags ?? []) : null;
  const { tag: chosen, ...anywhere } = command;
  if (tags === null) return null;
  if (tags === 'versionTooOld') return <p className="text-text-2">{t('moves:notByTag')}</p>;
  // Those of the plan before stay while another copy is chosen; none at all is said only of a plan that could be made.
  if (tags.length === 0 && chosen === undefined)
    return plan?.permit.kind === 'allowed' ? <p className="text-text-2">{t('moves:notByName')}</p> : null;
  const others = chosen === undefined || tags.some(({ tag }) => tag === chosen) ? [] : [{ tag: chosen, servers: [] }];
  const options = [
    { value: '', label: t('moves:anyServer') },
    ...[...tags, ...others].map(({ tag, servers }) => ({
      value: tag,
      label: t('moves:serverWithTag', { tag: literal(tag), servers: namesOf(servers) }),
    })),
  ];
  const choose = (tag: string) => onChange(tag === '' ? anywhere : { ...anywhere, tag });
  return <Select label={t('moves:goesTo')} value={chosen ?? ''} options={options} onValue={choose} />;
}

/** Names written out before the rest is counted. */
const most = 4;

function namesOf(servers: readonly ServerName[]): string {
  const rest = servers.length - most;
  return [...servers.slice(0, most).map(literal), ...(rest > 0 ? [`+${String(rest)}`] : [])].join(', ');
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
