import { useTranslation } from '../../ui/translate';
import { TextArea, TextField } from '../../ui/field';
import { CredsField } from './creds-field';
import type { LoginFields } from './login';

export interface LoginInputsProps {
  readonly fields: LoginFields;
  readonly onChange: (change: Partial<LoginFields>) => void;
}

/** Inputs of the chosen kind of login. Autofill keeps working where a password manager can help. */
export function LoginInputs({ fields, onChange }: LoginInputsProps) {
  const { t } = useTranslation();
  switch (fields.kind) {
    case 'password':
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t('connect:user')}
            name="user"
            autoComplete="username"
            required
            value={fields.user}
            onChange={(event) => onChange({ user: event.target.value })}
          />
          <TextField
            label={t('connect:password')}
            name="password"
            type="password"
            autoComplete="current-password"
            value={fields.password}
            onChange={(event) => onChange({ password: event.target.value })}
          />
        </div>
      );
    case 'token':
      return (
        <TextField
          label={t('connect:token')}
          type="password"
          required
          value={fields.token}
          onChange={(event) => onChange({ token: event.target.value })}
        />
      );
    case 'nkey':
      return (
        <TextField
          label={t('connect:seed')}
          hint={t('connect:seedHint')}
          type="password"
          mono
          required
          value={fields.seed}
          onChange={(event) => onChange({ seed: event.target.value })}
        />
      );
    case 'creds':
      return <CredsField value={fields.creds} onValue={(creds) => onChange({ creds })} />;
    case 'jwt':
      return (
        <TextArea
          label={t('connect:jwt')}
          hint={t('connect:jwtHint')}
          mono
          required
          value={fields.jwt}
          onChange={(event) => onChange({ jwt: event.target.value })}
        />
      );
    case 'anonymous':
      return <p className="text-text-2">{t('connect:anonymousHint')}</p>;
  }
}
