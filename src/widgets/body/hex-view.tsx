import { hexRow, hexRows } from '../../domain/body/hex';
import { useTranslation } from '../../ui/translate';
import { VirtualLines } from '../../ui/virtual-lines';

/** Bytes with their offsets, sixteen in a row. */
export function HexView({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useTranslation();
  return (
    <VirtualLines
      label={t('messages:body.bytes')}
      count={hexRows(bytes)}
      line={(index) => {
        const { offset, hex, text } = hexRow(bytes, index);
        return (
          <>
            <span className="text-text-3">{offset}</span>
            {'  '}
            {hex.padEnd(48)}
            {'  '}
            <span className="text-text-2">{text}</span>
          </>
        );
      }}
    />
  );
}
