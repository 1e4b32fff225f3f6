import { Crown as Glyph } from 'lucide-react';
import { useTranslation } from '../ui/translate';

/** Leadership is a role, not a status: a glyph, never a colour. */
export function Crown() {
  const { t } = useTranslation();
  return <Glyph size={12} role="img" aria-label={t('model:crown')} className="inline-block shrink-0 text-text-2" />;
}
