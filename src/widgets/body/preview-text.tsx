import type { Preview } from '../../domain/body/preview';
import { useTranslation } from '../../ui/translate';
import { literal } from '../literal';

/** The beginning of a body in one line. */
export function PreviewText({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation();
  if (preview.kind === 'empty') return <span className="text-text-3">{t('messages:body.empty')}</span>;
  const more = preview.cut ? '…' : '';
  if (preview.kind === 'text') {
    return <bdi className="type-mono text-text-2">{`${literal(preview.text.replace(/\s+/g, ' '))}${more}`}</bdi>;
  }
  return <span className="type-mono text-text-3">{`${preview.hex}${more}`}</span>;
}
