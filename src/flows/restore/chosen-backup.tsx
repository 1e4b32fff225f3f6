import { useRef, useState, type DragEvent } from 'react';
import {
  mostBackup,
  type BackupFacts,
  type BackupFault,
  type ChosenFile,
  type RestoreArgs,
} from '../../domain/backup/backup';
import type { AccountId, DomainName } from '../../domain/ids';
import { useAskInside } from '../../state/use-inside';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation } from '../../ui/translate';
import { formatBytes } from '../../widgets/format';
import { literal, shorten } from '../../widgets/literal';
import { RestoreForm } from './restore-form';

export interface Place {
  readonly account: AccountId;
  readonly domain: DomainName;
}

interface ChosenBackupProps {
  readonly place: Place;
  /** Not while it is sent. */
  readonly isShown: boolean;
  /** There is a connection of the account. */
  readonly canSend: boolean;
  readonly onStart: (args: RestoreArgs) => void;
}

type Read =
  | { readonly kind: 'reading' }
  | { readonly kind: 'fault'; readonly fault: BackupFault | 'tooLarge' }
  | { readonly kind: 'facts'; readonly facts: BackupFacts };

interface Choice {
  readonly files: readonly ChosenFile[];
  readonly read: Read;
  /** Another choice begins anew. */
  readonly number: number;
}

/** A file is chosen or dropped, read here, and shown. Nothing of it is sent. */
export function ChosenBackup({ place, isShown, canSend, onStart }: ChosenBackupProps) {
  const { t } = useTranslation();
  const ask = useAskInside();
  const [choice, setChoice] = useState<Choice | null>(null);
  const [isOver, setOver] = useState(false);
  const count = useRef(0);
  const take = async (list: FileList | null) => {
    if (list === null || list.length === 0) return;
    count.current += 1;
    const number = count.current;
    const files = [...list].map((file) => ({ name: file.name, content: file }));
    const tell = (read: Read) => {
      if (count.current === number) setChoice({ files, read, number });
    };
    if (sizeOf(files) > mostBackup) {
      tell({ kind: 'fault', fault: 'tooLarge' });
      return;
    }
    tell({ kind: 'reading' });
    const answer = await ask('readBackup', { files });
    if (!answer.ok) tell({ kind: 'fault', fault: 'unreadable' });
    else if ('fault' in answer.value) tell({ kind: 'fault', fault: answer.value.fault });
    else tell({ kind: 'facts', facts: answer.value.facts });
  };
  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void take(event.dataTransfer.files);
    },
  };
  return (
    <>
      <Panel title={t('restore:file')}>
        <div
          {...drop}
          data-testid="restore-file"
          className={`flex flex-col gap-2 rounded-control border border-dashed p-3 ${isOver ? 'border-accent bg-raised' : 'border-line-strong'}`}
        >
          <label className="flex flex-col gap-1.5">
            <span>{t('restore:fileHint')}</span>
            <span className="flex flex-wrap items-center gap-2">
              <input
                type="file"
                multiple
                className="type-small max-w-full text-text-2 file:mr-2 file:h-7 file:rounded-control file:border file:border-solid file:border-line-strong file:bg-panel file:px-2.5 file:text-text pointer-coarse:file:h-9"
                onChange={(event) => void take(event.target.files)}
              />
              <span className="type-small text-text-3">{t('restore:drop')}</span>
            </span>
          </label>
          {choice !== null && (
            <p className="type-small wrap-anywhere text-text-3">
              {t('restore:chosen', {
                names: choice.files
                  .slice(0, 4)
                  .map(({ name }) => shorten(literal(name), 60))
                  .join(', '),
                size: formatBytes(sizeOf(choice.files)),
              })}
            </p>
          )}
        </div>
        {choice?.read.kind === 'reading' && <Skeleton label={t('restore:reading')} />}
        {choice?.read.kind === 'fault' && (
          <div className="pt-3">
            <Notice tone="crit" title={t('restore:unusable')} announce>
              {choice.read.fault === 'tooLarge'
                ? t('client:failure.tooLarge', { limit: formatBytes(mostBackup) })
                : t(`backup:fault.${choice.read.fault}`)}
            </Notice>
          </div>
        )}
      </Panel>
      {choice?.read.kind === 'facts' && (
        <RestoreForm
          key={choice.number}
          place={place}
          isShown={isShown}
          canSend={canSend}
          facts={choice.read.facts}
          onStart={(plan) => onStart({ plan, files: choice.files })}
        />
      )}
    </>
  );
}

function sizeOf(files: readonly ChosenFile[]): number {
  return files.reduce((sum, { content }) => sum + content.size, 0);
}
