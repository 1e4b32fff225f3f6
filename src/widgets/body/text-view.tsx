import { useMemo, useRef } from 'react';
import { mostText } from '../../domain/body/form';
import { wrapText } from '../../domain/body/text-lines';
import { textOf } from '../../domain/body/utf8';
import { useTranslation } from '../../ui/translate';
import { useWidth } from '../../ui/use-width';
import { VirtualLines } from '../../ui/virtual-lines';
import { literal } from '../literal';

/** px of a character of `type-mono`. */
const characterWidth = 7.2;
/** px of the frame on both sides, and the scroll bar. */
const frame = 34;

/** Valid UTF-8 as it is written, hidden characters visible. Anything else is no text. */
export function TextView({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const text = useMemo(() => (bytes.length > mostText ? null : textOf(bytes)), [bytes]);
  const columns = Math.max(20, Math.floor((width - frame) / characterWidth));
  const lines = useMemo(() => (text === null ? [] : wrapText(text.replaceAll('\t', '    '), columns)), [text, columns]);
  if (text === null) {
    return (
      <p className="text-text-2">{t(bytes.length > mostText ? 'messages:body.tooLong' : 'messages:body.notUtf8')}</p>
    );
  }
  return (
    <div ref={box} className="flex min-h-0 min-w-0 flex-col">
      <VirtualLines
        label={t('messages:body.text')}
        count={lines.length}
        line={(index) => <bdi>{literal(lines[index] ?? '')}</bdi>}
      />
    </div>
  );
}
