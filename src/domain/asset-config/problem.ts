import type { Count } from '../count';

/** What a sentence about a problem is made of. */
export type Parameter = string | Count | readonly string[];

/**
 * Something that is wrong, or worth a thought, before a configuration is sent. `error`: the server refuses it, or does
 * something else than is asked. `warning`: it is accepted, and may not be what is meant.
 */
export interface Problem<Rule extends string, Path extends string> {
  readonly rule: Rule;
  readonly severity: 'error' | 'warning';
  /** The fields to blame, the first one before the others. */
  readonly fields: readonly [Path, ...Path[]];
  /** `err_code` of the server's refusal. `null`: it does not refuse, or has no code of its own for it. */
  readonly code: number | null;
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/** Severity and code of every rule: the table that a set of rules is written against. */
export type RuleTable = Readonly<
  Record<string, { readonly severity: 'error' | 'warning'; readonly code: number | null }>
>;

export const refused = (code: number) => ({ severity: 'error', code }) as const;
export const wrong = { severity: 'error', code: null } as const;
export const doubtful = { severity: 'warning', code: null } as const;

/** Collects what the rules of one table find. */
export class Findings<Rule extends string, Path extends string> {
  readonly found: Problem<Rule, Path>[] = [];
  readonly #table: Readonly<Record<Rule, { severity: 'error' | 'warning'; code: number | null }>>;

  constructor(table: Readonly<Record<Rule, { severity: 'error' | 'warning'; code: number | null }>>) {
    this.#table = table;
  }

  /** `code` only where it differs from the table's, which depends on the version or on what is limited. */
  add(
    rule: Rule,
    fields: Path | readonly [Path, ...Path[]],
    parameters: Readonly<Record<string, Parameter>> = {},
    code: number | null = this.#table[rule].code,
  ): void {
    const { severity } = this.#table[rule];
    this.found.push({ rule, severity, fields: typeof fields === 'string' ? [fields] : fields, code, parameters });
  }

  /** {@link add}, if the condition holds. */
  when(
    condition: boolean,
    rule: Rule,
    fields: Path | readonly [Path, ...Path[]],
    parameters: Readonly<Record<string, Parameter>> = {},
    code?: number | null,
  ): void {
    if (condition) this.add(rule, fields, parameters, code);
  }
}
