import { FlaskConical } from 'lucide-react';
import { useTranslation } from '../../ui/translate';
import { ButtonLink } from '../../ui/button';

/** Leads to what the loss of some servers would mean; `href` as `paths.whatIf` makes it. */
export function WhatIfLink({ href }: { readonly href: string }) {
  const { t } = useTranslation();
  return (
    <ButtonLink href={href} size="small" data-testid="what-if-link">
      <FlaskConical size={13} strokeWidth={1.75} aria-hidden />
      {t('what-if:link')}
    </ButtonLink>
  );
}
