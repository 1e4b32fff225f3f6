import { onlyReads } from '../../domain/access/rights';
import type { SubjectPermissions } from '../../domain/replies/servers';
import { useStatus } from '../../state/use-engine-state';
import { KeyValues, type KeyValue } from '../../ui/key-values';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { unknownText } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { Name } from '../../widgets/name';

/** Who we are to the cluster and what we may do, as it tells. */
export function LoginPanel() {
  const { t } = useTranslation();
  const identity = useStatus()?.identity ?? null;
  if (identity === null) return null;
  const { user, account, role, permissions, missing } = identity;
  const few = role === 'system' && onlyReads(identity);
  const items: readonly KeyValue[] = [
    { label: t('access:user'), value: <Name text={user ?? unknownText} /> },
    { label: t('access:account'), value: <Name text={account ?? unknownText} /> },
    { label: t('access:role'), value: few ? t('access:onlyReads') : t(`access:roles.${role}`) },
    ...(role === 'unknown' ? [] : [{ label: t('access:publish'), value: publishWords(t, permissions?.publish) }]),
    ...(missing.length === 0
      ? []
      : [{ label: t('access:refusedAtConnect'), value: <Subjects of={missing.map(literal)} /> }]),
  ];
  return (
    <Panel title={t('access:login')}>
      <KeyValues items={items} />
    </Panel>
  );
}

/** What a login may publish, as the server lists it. */
export function publishWords(t: Translate, publish: SubjectPermissions | undefined) {
  const { allow = null, deny = [] } = publish ?? {};
  return (
    <div className="flex flex-col gap-1">
      {allow === null ? t('access:everything') : allow.length === 0 ? t('access:nothing') : <Subjects of={allow} />}
      {deny.length > 0 && (
        <div className="flex gap-2">
          <span className="text-text-3">{t('access:except')}</span>
          <Subjects of={deny} />
        </div>
      )}
    </div>
  );
}

function Subjects({ of }: { readonly of: readonly string[] }) {
  return (
    <ul className="type-mono flex max-h-32 flex-wrap gap-x-4 overflow-y-auto" tabIndex={0}>
      {of.map((subject) => (
        <li key={subject} className="wrap-anywhere">
          {literal(subject)}
        </li>
      ))}
    </ul>
  );
}
