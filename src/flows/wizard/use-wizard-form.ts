import { useEffect, useMemo, useState } from 'react';
import { useForm, useWatch, type FieldValues, type UseFormReturn } from 'react-hook-form';
import { isRecord } from '../../domain/asset-config/config';
import type { ConfigOf, Fields } from '../../domain/asset-config/field';
import type { Unknown } from '../../domain/asset-config/read';
import { adoptDrafts, draftsOf, readDrafts, type DraftFault, type Drafts } from '../../domain/asset-form/draft';
import { deepEqual } from '../../domain/same';
import { forgetDraft, keepDraft, keptDraft } from '../../state/kept-drafts';

/** A configuration, and what is sent beside it though this console does not know it. */
export interface Beginning<F extends Fields> {
  readonly config: ConfigOf<F>;
  readonly unknown: readonly Unknown[];
}

export interface WizardForm<F extends Fields> {
  readonly form: UseFormReturn;
  /** What is typed, as far as it can be read. */
  readonly config: ConfigOf<F>;
  readonly faults: readonly DraftFault[];
  readonly unknown: readonly Unknown[];
  /** What it began with: a template, what was pasted, what is there. */
  readonly base: ConfigOf<F>;
  /** When what is shown was typed, if that was before the page was loaded; `null`: it begins here. */
  readonly restoredAt: number | null;
  /** There is something to lose. */
  readonly isTouched: boolean;
  /** Puts something else in the place of all that is typed, which {@link undo} brings back once. */
  readonly replace: (beginning: Beginning<F>) => void;
  /** `null`: nothing was replaced. */
  readonly undo: (() => void) | null;
  /** Back to the beginning; what is kept of it is forgotten. */
  readonly restart: () => void;
  /** It is done: nothing is kept any more, until something else is typed. */
  readonly finish: () => void;
  /** What is typed is there: it stands in its own way now, and that is no problem. */
  readonly isDone: boolean;
}

interface Typed {
  readonly drafts: Drafts;
  readonly unknown: readonly Unknown[];
}

/** What is typed, kept for a reload under `key`. */
export function useWizardForm<F extends Fields>(fields: F, beginning: Beginning<F>, key: string): WizardForm<F> {
  const first = useMemo(() => draftsOf(fields, beginning.config), [fields, beginning]);
  const [kept] = useState(() => keptDraft(key));
  const [restoredAt, setRestoredAt] = useState(kept?.at ?? null);
  const [unknown, setUnknown] = useState(kept === null ? beginning.unknown : unknownOf(kept.beside));
  const [replaced, setReplaced] = useState<Typed | null>(null);
  // Told apart from what it is made of: the library's types would follow drafts without end.
  const defaultValues: FieldValues = kept === null ? first : adoptDrafts(fields, kept.drafts, first);
  const form = useForm({ defaultValues });
  const values: unknown = useWatch({ control: form.control });
  const [done, setDone] = useState<Drafts | null>(null);
  const { config, faults } = useMemo(() => readDrafts(fields, values), [fields, values]);
  const [base, setBase] = useState(config);
  const typed = useMemo(() => adoptDrafts(fields, values, first), [fields, values, first]);
  const isDone = done !== null && deepEqual(done, typed);
  const isTouched = !deepEqual(typed, first) || unknown !== beginning.unknown;

  useEffect(() => {
    if (isTouched && !isDone) keepDraft(key, { at: Date.now(), drafts: typed, beside: unknown });
    else forgetDraft(key);
  }, [key, isTouched, isDone, typed, unknown]);

  const put = (next: Typed) => {
    form.reset(next.drafts);
    setUnknown(next.unknown);
    setRestoredAt(null);
  };
  return {
    form,
    config,
    faults,
    unknown,
    base,
    restoredAt,
    isTouched,
    replace: (next) => {
      const drafts = draftsOf(fields, next.config);
      const isLost = Object.keys(typed).some(
        (field) => !deepEqual(typed[field], first[field]) && !deepEqual(typed[field], drafts[field]),
      );
      setReplaced(isLost ? { drafts: typed, unknown } : null);
      put({ drafts, unknown: next.unknown });
      setBase(next.config);
    },
    undo:
      replaced === null
        ? null
        : () => {
            put(replaced);
            setBase(readDrafts(fields, replaced.drafts).config);
            setReplaced(null);
          },
    restart: () => {
      setReplaced(isTouched ? { drafts: typed, unknown } : null);
      put({ drafts: first, unknown: beginning.unknown });
      setBase(beginning.config);
    },
    finish: () => setDone(typed),
    isDone,
  };
}

function unknownOf(beside: unknown): readonly Unknown[] {
  if (!Array.isArray(beside)) return [];
  return beside.flatMap((one: unknown): readonly Unknown[] => {
    if (!isRecord(one) || !Array.isArray(one['path'])) return [];
    const path = one['path'].filter(
      (step): step is string | number => typeof step === 'string' || typeof step === 'number',
    );
    return [{ path, value: one['value'] }];
  });
}
