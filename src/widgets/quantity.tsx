import { Amount } from '../ui/key-values';
import type { Reading } from './format';

/** A rounded value with its unit, the exact one on hover. */
export function Quantity({ reading }: { readonly reading: Reading }) {
  return <Amount value={reading.value} unit={reading.unit} title={reading.exact} />;
}
