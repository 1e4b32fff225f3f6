import type { Parameter } from '../../../domain/asset-config/problem';
import type { Translate } from '../../../ui/translate';
import { formatBytes, formatCount } from '../../../widgets/format';
import { literal, shorten } from '../../../widgets/literal';

const list = new Intl.ListFormat('en-GB');
/** Names written out before the rest is counted. */
const most = 6;

const faults = ['badDestination', 'unknownFunction', 'badArguments', 'noSuchWildcard', 'wildcardsDiffer'] as const;

/** The values of a problem as a sentence takes them. `inBytes`: its numbers are bytes. */
export function parameterWords(
  t: Translate,
  parameters: Readonly<Record<string, Parameter>>,
  inBytes: boolean,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, wordsOf(t, name, value, inBytes)] as const),
  );
}

function wordsOf(t: Translate, name: string, value: Parameter, inBytes: boolean): string {
  if (typeof value === 'number' || typeof value === 'bigint') return inBytes ? formatBytes(value) : formatCount(value);
  if (typeof value === 'string') {
    const fault = name === 'fault' ? faults.find((one) => one === value) : undefined;
    return fault === undefined ? shorten(literal(value), 80) : t(`wizard:transformFault.${fault}`);
  }
  const rest = value.length - most;
  const names = value.slice(0, most).map((one) => shorten(literal(one), 40));
  return list.format([...names, ...(rest > 0 ? [`+${String(rest)}`] : [])]);
}
