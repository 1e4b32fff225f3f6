import { useController, useFormContext, useWatch } from 'react-hook-form';
import type { Draft } from '../../../domain/asset-form/draft';

/** One value of the form, and how to change it. */
export interface DraftValue {
  readonly value: unknown;
  readonly set: (value: Draft) => void;
}

/** A field with a control of its own. */
export function useDraft(path: string): DraftValue {
  const { field } = useController({ name: path });
  return { value: field.value, set: (value) => field.onChange(value) };
}

/** A part as a whole: that it is there, or not. Its fields have controls of their own. */
export function usePart(path: string): DraftValue {
  const { setValue } = useFormContext();
  const value: unknown = useWatch({ name: path });
  return { value, set: (next) => setValue(path, next, { shouldDirty: true }) };
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
