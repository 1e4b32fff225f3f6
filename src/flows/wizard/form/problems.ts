import type { DraftFault } from '../../../domain/asset-form/draft';
import type { Shapes } from '../../../domain/asset-config/field';
import type { Parameter } from '../../../domain/asset-config/problem';
import type { Translate } from '../../../ui/translate';
import { labelOfPath } from './path';
import type { FormWords } from './words';

/** Something that is wrong, or worth a thought, as it is shown. */
export interface ShownProblem {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  /** The places to blame, the first one before the others. */
  readonly paths: readonly string[];
  /** What the first place is called. */
  readonly place: string;
  readonly text: string;
  /** `err_code` of the server's refusal. */
  readonly code: number | null;
}

/** A problem of either catalogue: their rules and paths are texts here. */
interface AnyProblem {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly fields: readonly string[];
  readonly code: number | null;
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/** What cannot be read stands before what a server would refuse; errors stand before warnings. */
export function shownProblems(
  t: Translate,
  fields: Shapes,
  words: FormWords,
  faults: readonly DraftFault[],
  problems: readonly AnyProblem[],
): readonly ShownProblem[] {
  const unread = new Set(faults.map(({ path }) => path));
  const shown: ShownProblem[] = faults.map(({ path, fault }) => ({
    id: `${path} ${fault}`,
    severity: 'error',
    paths: [path],
    place: labelOfPath(fields, words, path),
    text: t(`wizard:fault.${fault}`),
    code: null,
  }));
  for (const { rule, severity, fields: paths, code, parameters } of problems) {
    const [first = ''] = paths;
    // What is said of the default says nothing of what was typed.
    if (unread.has(first)) continue;
    shown.push({
      id: `${first} ${rule}`,
      severity,
      paths,
      place: labelOfPath(fields, words, first),
      text: words.rule(rule, parameters),
      code,
    });
  }
  return shown.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

/** Those that are drawn beside a field, or beside a part or line of it where that has no control of its own. */
export function problemsAt(problems: readonly ShownProblem[], path: string, whole: boolean): readonly ShownProblem[] {
  return problems.filter(({ paths }) => paths.some((one) => one === path || (whole && one.startsWith(`${path}.`))));
}
