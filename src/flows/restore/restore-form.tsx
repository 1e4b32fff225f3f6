import { useState } from 'react';
import type { BackupFacts } from '../../domain/backup/backup';
import { draftOf, isTooNew, mayRename, restoreCommand, type RestoreDraft } from '../../domain/backup/restore-draft';
import { mostReplicas, type Plan } from '../../domain/command/command';
import { usePlan } from '../../state/use-command';
import { useLowestVersion } from '../../state/use-lowest-version';
import { Button } from '../../ui/button';
import { CheckField, RadioField } from '../../ui/choice-field';
import { Select, TextField } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { literal } from '../../widgets/literal';
import { Confirm, Planned } from '../run-parts';
import { nothingTyped } from '../typed-words';
import { BackupHolds } from './backup-holds';
import type { Place } from './chosen-backup';

interface RestoreFormProps {
  readonly place: Place;
  readonly isShown: boolean;
  readonly canSend: boolean;
  readonly facts: BackupFacts;
  readonly onStart: (plan: Plan) => void;
}

/** What a backup holds, as what it comes back, and what will happen. */
export function RestoreForm({ place, isShown, canSend, facts, onStart }: RestoreFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(facts));
  const isRefused = isTooNew(facts, useLowestVersion());
  return (
    <>
      <BackupHolds facts={facts} />
      {isRefused ? (
        <Notice tone="crit" title={t('restore:tooNew')}>
          {t('restore:tooNewBody')}
        </Notice>
      ) : (
        <>
          <Panel title={t('restore:as')}>
            <Fields facts={facts} draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
          </Panel>
          {/* Its plan is made anew every two seconds. */}
          {isShown && <Sending place={place} canSend={canSend} facts={facts} draft={draft} onStart={onStart} />}
        </>
      )}
    </>
  );
}

interface FieldsProps {
  readonly facts: BackupFacts;
  readonly draft: RestoreDraft;
  readonly onChange: (part: Partial<RestoreDraft>) => void;
}

function Fields({ facts, draft, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const { config } = facts;
  const isOther = draft.name !== config.name;
  const where = placementWords(t, facts);
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 @xl:grid-cols-[1fr_8rem]">
        <TextField
          label={t('restore:name')}
          mono
          value={draft.name}
          disabled={!mayRename(facts)}
          hint={t(mayRename(facts) ? 'restore:nameHint' : 'restore:nameFixed')}
          onChange={(event) => {
            const name = event.target.value;
            onChange({ name, subjects: name === config.name ? 'kept' : 'own' });
          }}
        />
        <Select
          label={t('restore:replicas')}
          value={String(draft.replicas)}
          options={Array.from({ length: mostReplicas }, (_, less) => ({
            value: String(less + 1),
            label: String(less + 1),
          }))}
          onValue={(value) => onChange({ replicas: Number(value) })}
        />
      </div>
      {isOther && config.mirror === null && (
        <RadioField
          label={t('restore:subjectsChoice')}
          value={draft.subjects}
          options={[
            { value: 'own', label: t('restore:own'), help: t('restore:ownHint') },
            { value: 'kept', label: t('restore:kept'), help: t('restore:keptHint') },
          ]}
          onValue={(subjects) => onChange({ subjects })}
        />
      )}
      {where !== null && (
        <CheckField
          label={t('restore:placement')}
          hint={where}
          checked={draft.keepsPlacement}
          onChecked={(keepsPlacement) => onChange({ keepsPlacement })}
        />
      )}
    </div>
  );
}

function placementWords(t: Translate, { config: { placement } }: BackupFacts): string | null {
  if (placement === null) return null;
  const { cluster, tags } = placement;
  return [
    ...(cluster === '' ? [] : [t('restore:inCluster', { cluster: literal(cluster) })]),
    ...(tags.length === 0 ? [] : [t('restore:withTags', { tags: tags.map(literal).join(', ') })]),
  ].join(', ');
}

interface SendingProps extends Omit<RestoreFormProps, 'isShown'> {
  readonly draft: RestoreDraft;
}

/** The plan, and the button that starts it. */
function Sending({ place, canSend, facts, draft, onStart }: SendingProps) {
  const { t } = useTranslation();
  const command = restoreCommand(facts, draft, place);
  const answer = usePlan(command);
  const plan = answer?.ok === true ? answer.value : null;
  return (
    <Panel title={t('restore:plan')}>
      <div className="flex flex-col gap-4" data-testid="restore-plan">
        <Planned answer={answer} />
        {plan !== null && (
          <div className="flex flex-wrap items-center gap-3">
            {canSend ? (
              <Confirm plan={plan} command={command} typed={nothingTyped} onConfirm={onStart} />
            ) : (
              <Button look="primary" refused={t('client:connection.refused')}>
                {t('actions:button.streamRestore')}
              </Button>
            )}
            <span className="type-small text-text-3">{t('restore:stopHint')}</span>
          </div>
        )}
      </div>
    </Panel>
  );
}
