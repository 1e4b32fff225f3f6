import { useId, useState, type SubmitEvent } from 'react';
import type { AccountId } from '../domain/ids';
import type { OpError } from '../engine/protocol';
import { useAccountCalls } from '../state/use-access';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Select, TextArea, TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { useTranslation, type Translate } from '../ui/translate';
import { literal, shorten } from '../widgets/literal';
import { credentialsOf, emptyLogin, loginKinds } from '../widgets/login/login';
import { LoginInputs } from '../widgets/login/login-fields';

export interface AccountDialogProps {
  readonly account: AccountId;
  readonly name: string;
  readonly onClose: () => void;
}

/** A login of one account. What was typed goes with the dialog; the engine keeps it in memory until the session ends. */
export function AccountDialog({ account, name, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const { connect } = useAccountCalls();
  const [login, setLogin] = useState(emptyLogin);
  const [urls, setUrls] = useState('');
  const [inboxPrefix, setInboxPrefix] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<OpError | null>(null);
  const credentials = credentialsOf(login);
  const refused = busy ? t('connect:connecting') : credentials === null ? t('connect:required') : undefined;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (credentials === null || busy) return;
    setBusy(true);
    setProblem(null);
    const prefix = inboxPrefix.trim();
    const answer = await connect({
      account,
      urls: urls.split(/\s+/).filter(Boolean),
      credentials,
      inboxPrefix: prefix === '' ? null : prefix,
    });
    setBusy(false);
    if (answer.ok) onClose();
    else setProblem(answer.error);
  };

  return (
    <Dialog
      place="drawer"
      title={t('access:addTitle', { name: shorten(literal(name), 32) })}
      closeLabel={t('actions:close')}
      onClose={onClose}
      holdsText
      actions={
        <>
          <Button onClick={onClose}>{t('actions:cancel')}</Button>
          <Button type="submit" form={form} look="primary" refused={refused}>
            {t('connect:connect')}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem !== null && <Notice tone="crit" announce title={problemWords(t, problem)} />}
        <p className="text-text-2">{t('access:addLead')}</p>
        <Select
          label={t('connect:kind')}
          value={login.kind}
          options={loginKinds.map((kind) => ({ value: kind, label: t(`connect:kinds.${kind}`) }))}
          onValue={(kind) => setLogin({ ...login, kind })}
        />
        {login.kind === 'anonymous' ? (
          <p className="text-text-2">{t('access:anonymousHint')}</p>
        ) : (
          <LoginInputs fields={login} onChange={(change) => setLogin({ ...login, ...change })} />
        )}
        <details>
          <summary className="text-text-2">{t('connect:advanced')}</summary>
          <div className="flex flex-col gap-4 pt-3">
            <TextArea
              label={t('connect:urls')}
              hint={t('access:urlsHint')}
              mono
              rows={2}
              inputMode="url"
              value={urls}
              onChange={(event) => setUrls(event.target.value)}
            />
            <TextField
              label={t('connect:inboxPrefix')}
              hint={t('access:inboxPrefixHint')}
              mono
              value={inboxPrefix}
              onChange={(event) => setInboxPrefix(event.target.value)}
            />
          </div>
        </details>
        <p className="type-small text-text-3">{t('access:memory')}</p>
      </form>
    </Dialog>
  );
}

function problemWords(t: Translate, error: OpError): string {
  switch (error.code) {
    case 'connect':
      return t(`problems:connect.${error.problem.code}.title`, { url: literal(error.problem.url ?? '') });
    case 'wrongAccount':
      return error.account === null
        ? t('access:problem.accountUnknown')
        : t('access:problem.wrongAccount', { account: literal(error.account) });
    case 'engineLost':
    case 'aborted':
    case 'notAvailable':
    case 'refused':
    case 'bug':
      return t('access:problem.lost');
  }
}
