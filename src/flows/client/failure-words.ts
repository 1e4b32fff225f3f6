import type { InsideFailure } from '../../domain/inside/ops';
import type { OpError } from '../../engine/protocol';
import type { Translate } from '../../ui/translate';
import { formatBytes } from '../../widgets/format';
import { literal } from '../../widgets/literal';

/** Error codes that are said in a plain sentence beside the server's own words. */
const known = [
  '10002',
  '10008',
  '10023',
  '10028',
  '10047',
  '10054',
  '10059',
  '10060',
  '10070',
  '10071',
  '10077',
  '10109',
  '10166',
] as const;

/** Why something was not done, in words; the server's own are shown literally. */
export function failureWords(t: Translate, failure: InsideFailure | OpError): string {
  if (!('kind' in failure)) return t('client:failure.lost');
  switch (failure.kind) {
    case 'tooLarge':
      return t('client:failure.tooLarge', { limit: formatBytes(failure.limitBytes) });
    case 'refused': {
      const { code, description } = failure;
      const text = literal(description);
      if (code === null) return t('client:failure.refused', { text });
      const said = t('client:failure.refusedCode', { text, code });
      const plain = known.find((one) => one === String(code));
      return plain === undefined ? said : `${t(`client:error.${plain}`)} ${said}`;
    }
    case 'noAccess':
    case 'needsConnection':
    case 'notLive':
    case 'silent':
    case 'outcomeUnknown':
    case 'nobodyListens':
    case 'denied':
    case 'unsendable':
    case 'unreadable':
    case 'aborted':
      return t(`client:failure.${failure.kind}`);
  }
}
