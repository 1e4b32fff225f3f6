import type { ClusterRow } from '../../../engine/protocol';
import { Select } from '../../../ui/field';
import { useTranslation } from '../../../ui/translate';
import { literal } from '../../../widgets/literal';

interface AccountChoiceProps {
  readonly cluster: ClusterRow;
  readonly account: string;
  readonly domain: string;
  readonly onChoose: (place: { readonly account: string; readonly domain: string }) => void;
}

/** The account that something is made in, and the domain where there are several. */
export function AccountChoice({ cluster, account, domain, onChoose }: AccountChoiceProps) {
  const { t } = useTranslation();
  const domains = cluster.metas.map((meta) => String(meta.domain));
  return (
    <div className="grid gap-4 @xl:grid-cols-2">
      <Select
        label={t('wizard:account')}
        value={account}
        options={[
          ...(account === '' ? [{ value: '', label: t('wizard:chooseAccount') }] : []),
          ...cluster.accounts.map(({ id, name }) => ({ value: String(id), label: literal(name) })),
        ]}
        onValue={(next) => onChoose({ account: next, domain: domains.includes(domain) ? domain : (domains[0] ?? '') })}
      />
      {domains.length > 1 && (
        <Select
          label={t('wizard:domain')}
          value={domain}
          options={domains.map((one) => ({ value: one, label: one === '' ? t('wizard:plainDomain') : literal(one) }))}
          onValue={(next) => onChoose({ account, domain: next })}
        />
      )}
    </div>
  );
}
