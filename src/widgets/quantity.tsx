import { Amount } from '../ui/key-values';
import { textOf, type Reading } from './format';

interface QuantityProps {
  readonly reading: Reading;
  /** Where and when it is from, as `toldWords` says it. */
  readonly told?: string;
}

/** A rounded value with its unit; the exact one, and where it is from, on hover. */
export function Quantity({ reading, told = '' }: QuantityProps) {
  const exact = textOf(reading) === reading.exact && told !== '' ? '' : reading.exact;
  return (
    <Amount value={reading.value} unit={reading.unit} title={[exact, told].filter((line) => line !== '').join('\n')} />
  );
}
