import { useState } from 'react';
import { backupCommands } from '../../domain/backup/commands';
import { mostBackup } from '../../domain/backup/backup';
import { checksWhileSending, isUnkept } from '../../domain/backup/restore-draft';
import type { StreamModel } from '../../domain/cluster/model';
import { approximate } from '../../domain/count';
import { streamPlace, type StreamKey } from '../../domain/ids';
import { useOwnConnection } from '../../state/use-access';
import { paths } from '../../state/paths';
import { useJob } from '../../state/use-job';
import { useClusterKey } from '../../state/use-page-search';
import { useLowestVersion } from '../../state/use-lowest-version';
import { useStream } from '../../state/use-rows';
import { Button, ButtonLink } from '../../ui/button';
import { CheckField } from '../../ui/choice-field';
import { CodeBlock } from '../../ui/code-block';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { useTranslation } from '../../ui/translate';
import { formatBytes, formatCount } from '../../widgets/format';
import { literal, shorten } from '../../widgets/literal';
import { BackupState } from './backup-state';
import { ConnectionNotice } from './connection-notice';

export interface BackupDialogProps {
  readonly stream: StreamKey;
  readonly onClose: () => void;
}

/** A stream as a file, over the account's own connection; without one, the commands of the nats tool. */
export function BackupDialog({ stream, onClose }: BackupDialogProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { account, domain, name } = streamPlace(stream);
  const { own, name: accountName } = useOwnConnection(account);
  const model = useStream(stream) ?? null;
  const lowest = useLowestVersion();
  const refusal = isUnkept(model?.config?.storage ?? null, lowest) ? t('backup:memory') : null;
  const canCheck = !checksWhileSending(lowest);
  const job = useJob('backup', stream);
  const [consumers, setConsumers] = useState(true);
  const [check, setCheck] = useState(true);
  const isIdle = job.view.state === 'idle';
  const isOver = job.view.state === 'ended' || job.view.state === 'lost';
  const canStart = own === 'live' && (isIdle || isOver);
  const start = () => job.start({ kind: 'backup', args: { stream, consumers, check: check && canCheck } });
  return (
    <Dialog
      place="drawer"
      title={t('backup:title', { stream: shorten(literal(name), 32) })}
      closeLabel={t('backup:close')}
      onClose={onClose}
      actions={
        <>
          {own === 'live' && (
            <ButtonLink className="mr-auto" href={paths.restore(cluster, { account, domain })}>
              {t('backup:restoreHere')}
            </ButtonLink>
          )}
          <Button onClick={onClose}>{t('backup:close')}</Button>
          {canStart && (
            <Button look="primary" onClick={start} {...(refusal === null ? {} : { refused: refusal })}>
              {t(isIdle ? 'backup:start' : 'backup:again')}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4" data-testid="backup">
        <ConnectionNotice account={account} name={accountName} own={own} />
        {own === 'live' && (
          <>
            <p className="text-text-2">{t('backup:lead', { account: literal(accountName) })}</p>
            {refusal !== null && <Notice tone="warn" title={refusal} />}
            {(isIdle || isOver) && (
              <>
                <Amount model={model} />
                <CheckField
                  label={t('backup:consumers')}
                  hint={t('backup:consumersHint')}
                  checked={consumers}
                  onChecked={setConsumers}
                />
                {canCheck && (
                  <CheckField
                    label={t('backup:check')}
                    hint={t('backup:checkHint')}
                    checked={check}
                    onChecked={setCheck}
                  />
                )}
              </>
            )}
            <BackupState stream={stream} job={job} isChecked={check && canCheck} />
          </>
        )}
        <Tool stream={stream} account={accountName} isFirst={own !== 'live'} />
      </div>
    </Dialog>
  );
}

function Amount({ model }: { readonly model: StreamModel | null }) {
  const { t } = useTranslation();
  const state = model?.state ?? null;
  if (state === null) return null;
  const amount = {
    messages: formatCount(state.messages),
    bytes: formatBytes(state.bytes),
    consumers: formatCount(model?.consumers?.count ?? state.consumers),
  };
  return (
    <div className="flex flex-col gap-1">
      <h3 className="type-label text-text-3">{t('backup:holds')}</h3>
      <p>{t('backup:amount', amount)}</p>
      {approximate(state.bytes) > mostBackup && (
        <Notice tone="warn" title={t('backup:large', { limit: formatBytes(mostBackup) })} />
      )}
    </div>
  );
}

interface ToolProps {
  readonly stream: StreamKey;
  readonly account: string;
  readonly isFirst: boolean;
}

/** The same with the nats tool. */
function Tool({ stream, account, isFirst }: ToolProps) {
  const { t } = useTranslation();
  const commands = backupCommands(streamPlace(stream));
  const copy = { copy: t('ui:copy'), copied: t('ui:copied') };
  return (
    <details open={isFirst} className="border-t border-line pt-3">
      <summary className="cursor-pointer text-text-2">{t('backup:toolTitle')}</summary>
      <div className="flex flex-col gap-3 pt-3">
        <p className="text-text-2">{t('backup:tool', { account: literal(account) })}</p>
        <div className="flex flex-col gap-1.5">
          <h3 className="type-label text-text-3">{t('backup:toolBackup')}</h3>
          <CodeBlock text={commands.backup} label={t('backup:toolBackup')} {...copy} />
        </div>
        <div className="flex flex-col gap-1.5">
          <h3 className="type-label text-text-3">{t('backup:toolRestore')}</h3>
          <CodeBlock text={commands.restore} label={t('backup:toolRestore')} {...copy} />
          <p className="type-small text-text-3">{t('backup:toolHint')}</p>
        </div>
      </div>
    </details>
  );
}
