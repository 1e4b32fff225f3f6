import type { ReactNode } from 'react';
import type { AuditTarget } from '../../domain/audit/target';
import { useTranslation } from '../../ui/translate';
import { ConnectForm } from './connect-form';
import type { KnownServer } from './known-urls';

export interface ConnectPageProps {
  /** The product's sign and name. */
  readonly mark: ReactNode;
  readonly servers: readonly KnownServer[];
  /** Pattern of the prefix of account imports, from the installation's settings. */
  readonly accountPrefix: string;
  readonly audit?: AuditTarget | null;
  /** Nothing is to be changed from here, because the page came over plain http. */
  readonly readOnly?: boolean;
  /** Stands above the form, for a cluster that came with the page. */
  readonly offer: ReactNode;
}

/** Where, as whom; and when it fails, why and what to do about it. */
export function ConnectPage({ mark, servers, accountPrefix, audit = null, readOnly = false, offer }: ConnectPageProps) {
  const { t } = useTranslation();
  const hasOffer = offer !== null;
  return (
    <div className="min-h-dvh overflow-y-auto">
      <main className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-8 sm:py-16">
        <header className="flex flex-col gap-1">
          {mark}
          <h1 className="type-title">{t('connect:title')}</h1>
          <p className="text-text-2">{t('connect:lead')}</p>
        </header>
        {offer}
        <section className="flex flex-col gap-4" aria-label={hasOffer ? t('connect:demo.own') : t('connect:title')}>
          {hasOffer && <h2 className="type-label text-text-3">{t('connect:demo.own')}</h2>}
          <ConnectForm servers={servers} accountPrefix={accountPrefix} audit={audit} readOnly={readOnly} />
        </section>
      </main>
    </div>
  );
}
