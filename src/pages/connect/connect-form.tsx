import { useState, type SubmitEvent } from 'react';
import type { AuditTarget } from '../../domain/audit/target';
import { useTranslation } from '../../ui/translate';
import { rememberedUrls, rememberUrls } from '../../state/remembered';
import { useConnect } from '../../state/use-connect';
import { Button } from '../../ui/button';
import { Select, TextArea, TextField } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { credentialsOf, emptyLogin, loginKinds } from '../../widgets/login/login';
import { LoginInputs } from '../../widgets/login/login-fields';
import { checkUrls } from './check-urls';
import { KnownUrls, type KnownServer } from './known-urls';
import { ProblemNotice } from './problem-notice';

export interface ConnectFormProps {
  readonly servers: readonly KnownServer[];
  readonly accountPrefix: string;
  readonly audit: AuditTarget | null;
  readonly readOnly: boolean;
}

/** What was typed stays until the login works, then goes with the form. */
export function ConnectForm({ servers, accountPrefix, audit, readOnly }: ConnectFormProps) {
  const { t } = useTranslation();
  const { attempt, connect } = useConnect();
  const [urlText, setUrlText] = useState(() => (servers[0]?.urls ?? rememberedUrls().slice(0, 1)).join('\n'));
  const [touched, setTouched] = useState(false);
  const [login, setLogin] = useState(emptyLogin);
  const [inboxPrefix, setInboxPrefix] = useState('');
  const secure = location.protocol === 'https:';
  const check = checkUrls(urlText, secure);
  const credentials = credentialsOf(login);
  const busy = attempt.kind === 'connecting';
  // An address is not blamed for being empty before anything was typed.
  const fault = check.fault !== null && (touched || check.fault.kind !== 'empty') ? check.fault : null;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTouched(true);
    if (check.fault !== null || credentials === null || busy) return;
    const prefix = inboxPrefix.trim();
    const outcome = await connect({
      urls: check.urls,
      credentials,
      inboxPrefix: prefix === '' ? null : prefix,
      accountPrefix,
      audit,
      readOnly,
    });
    if (outcome.kind === 'connected') {
      rememberUrls(check.urls);
      if (location.hash.startsWith('#/connect')) location.replace('#/');
    }
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {attempt.kind === 'failed' && (
        <ProblemNotice
          problem={attempt.problem}
          page={{
            origin: location.origin,
            secure,
            inboxPrefix: inboxPrefix.trim() === '' ? null : inboxPrefix.trim(),
            url: check.urls[0] ?? '',
          }}
        />
      )}
      <KnownUrls
        servers={servers}
        onUse={(urls) => {
          setUrlText(urls.join('\n'));
        }}
      />
      <TextArea
        label={t('connect:urls')}
        hint={check.plain ? t('connect:url.plain') : t('connect:urlsHint')}
        error={fault === null ? undefined : t(`connect:url.${fault.kind}`, { url: fault.url })}
        mono
        rows={2}
        inputMode="url"
        placeholder={t('connect:urlExample')}
        value={urlText}
        onChange={(event) => {
          setUrlText(event.target.value);
        }}
        onBlur={() => {
          setTouched(urlText !== '');
        }}
      />
      <Select
        label={t('connect:kind')}
        value={login.kind}
        options={loginKinds.map((kind) => ({ value: kind, label: t(`connect:kinds.${kind}`) }))}
        onValue={(kind) => {
          setLogin({ ...login, kind });
        }}
      />
      <LoginInputs
        fields={login}
        onChange={(change) => {
          setLogin({ ...login, ...change });
        }}
      />
      <details>
        <summary className="text-text-2">{t('connect:advanced')}</summary>
        <div className="pt-3">
          <TextField
            label={t('connect:inboxPrefix')}
            hint={t('connect:inboxPrefixHint')}
            mono
            value={inboxPrefix}
            onChange={(event) => {
              setInboxPrefix(event.target.value);
            }}
          />
        </div>
      </details>
      {!window.isSecureContext && (
        <Notice
          tone="warn"
          title={t('connect:plainPage')}
          {...(readOnly ? { children: t('connect:plainReadOnly') } : {})}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          look="primary"
          {...(busy
            ? { refused: t('connect:connecting') }
            : credentials === null
              ? { refused: t('connect:required') }
              : {})}
        >
          {busy ? t('connect:connecting') : t('connect:connect')}
        </Button>
        <p className="type-small min-w-0 flex-1 text-text-3">{t('connect:memory')}</p>
      </div>
    </form>
  );
}
