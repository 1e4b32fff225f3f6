import { useState } from 'react';
import type { AssetCommand } from '../domain/command/asset-commands';
import type { Plan } from '../domain/command/command';
import { count, type Count } from '../domain/count';
import { serverMs } from '../domain/time';
import { Select, TextField } from '../ui/field';
import { useTranslation } from '../ui/translate';

type Wish<Kind extends AssetCommand['kind']> = Extract<AssetCommand, { readonly kind: Kind }>;

interface ChoiceProps<Kind extends AssetCommand['kind']> {
  readonly command: Wish<Kind>;
  readonly onChange: (command: Wish<Kind>) => void;
}

const minute = 60_000;
const times = {
  quarter: 15 * minute,
  hour: 60 * minute,
  shift: 8 * 60 * minute,
  day: 24 * 60 * minute,
  week: 7 * 24 * 60 * minute,
} as const;
const timeIds = ['quarter', 'hour', 'shift', 'day', 'week', 'other'] as const;
type TimeId = (typeof timeIds)[number];

/** How long nothing is to be delivered; the moment is worked out once, when it is chosen. */
export function PauseChoice({ command, onChange }: ChoiceProps<'consumerPause'>) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<TimeId>('hour');
  const options = timeIds.map((value) => ({ value, label: t(`effects:pick.pauseTimes.${value}`) }));
  const choose = (id: TimeId) => {
    setChosen(id);
    if (id !== 'other') onChange({ ...command, until: serverMs(Date.now() + times[id]) });
  };
  return (
    <>
      <Select label={t('effects:pick.pauseFor')} value={chosen} options={options} onValue={choose} />
      {chosen === 'other' && (
        <TextField
          type="datetime-local"
          label={t('effects:pick.pauseUntil')}
          hint={t('effects:pick.pauseUntilHint')}
          defaultValue={command.until === null ? '' : localText(command.until)}
          onChange={(event) => {
            const until = Date.parse(event.target.value);
            if (!Number.isNaN(until)) onChange({ ...command, until: serverMs(until) });
          }}
        />
      )}
    </>
  );
}

/** As the browser's own field for a moment wants it: in the zone of the browser, to the minute. */
function localText(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * minute).toISOString().slice(0, 16);
}

/** From the ack floor, or from a sequence on. */
export function ResetChoice({
  command,
  plan,
  onChange,
}: ChoiceProps<'consumerReset'> & { readonly plan: Plan | null }) {
  const { t } = useTranslation();
  const options = [
    { value: 'floor', label: t('effects:pick.resetFloor') },
    { value: 'sequence', label: t('effects:pick.resetSequence') },
  ] as const;
  const next = plan?.effect.kind === 'consumerResets' ? plan.effect.to : null;
  return (
    <>
      <Select
        label={t('effects:pick.resetTo')}
        value={command.sequence === null ? 'floor' : 'sequence'}
        options={options}
        onValue={(value) => onChange({ ...command, sequence: value === 'floor' ? null : (next ?? 1) })}
      />
      {command.sequence !== null && (
        <CountField
          label={t('effects:pick.sequence')}
          value={command.sequence}
          onValue={(sequence) => onChange({ ...command, sequence })}
        />
      )}
    </>
  );
}

/** Which messages go: of a subject, before a sequence, or all but the newest. */
export function PurgeChoice({ command, onChange }: ChoiceProps<'streamPurge'>) {
  const { t } = useTranslation();
  const { filter, upToSequence, keep } = command;
  const what = upToSequence !== null ? 'upTo' : keep !== null ? 'keep' : 'all';
  const options = [
    { value: 'all', label: t('effects:pick.purgeAll') },
    { value: 'upTo', label: t('effects:pick.purgeUpTo') },
    { value: 'keep', label: t('effects:pick.purgeKeep') },
  ] as const;
  return (
    <>
      <TextField
        label={t('effects:pick.purgeSubject')}
        hint={t('effects:pick.purgeSubjectHint')}
        mono
        value={filter ?? ''}
        onChange={({ target }) => onChange({ ...command, filter: target.value === '' ? null : target.value })}
      />
      <Select
        label={t('effects:pick.purgeWhat')}
        value={what}
        options={options}
        onValue={(value) =>
          onChange({ ...command, upToSequence: value === 'upTo' ? 1 : null, keep: value === 'keep' ? 1 : null })
        }
      />
      {upToSequence !== null && (
        <CountField
          label={t('effects:pick.purgeSequence')}
          value={upToSequence}
          onValue={(value) => onChange({ ...command, upToSequence: value })}
        />
      )}
      {keep !== null && (
        <CountField
          label={t('effects:pick.purgeKept')}
          value={keep}
          onValue={(value) => onChange({ ...command, keep: value })}
        />
      )}
    </>
  );
}

/** Whether its bytes are overwritten. */
export function EraseChoice({ command, onChange }: ChoiceProps<'messageDelete'>) {
  const { t } = useTranslation();
  const options = [
    { value: 'plain', label: t('effects:pick.deletePlain') },
    { value: 'erase', label: t('effects:pick.deleteErase') },
  ] as const;
  return (
    <Select
      label={t('effects:pick.deletion')}
      value={command.erase ? 'erase' : 'plain'}
      options={options}
      onValue={(value) => onChange({ ...command, erase: value === 'erase' })}
    />
  );
}

interface CountFieldProps {
  readonly label: string;
  readonly value: Count;
  readonly onValue: (value: Count) => void;
}

/** A whole number of up to 20 digits, exact; anything else is 0, which no server is asked for. */
function CountField({ label, value, onValue }: CountFieldProps) {
  const [text, setText] = useState(String(value));
  return (
    <TextField
      label={label}
      inputMode="numeric"
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        onValue(/^\s*\d{1,20}\s*$/.test(target.value) ? count(BigInt(target.value.trim())) : 0);
      }}
    />
  );
}
