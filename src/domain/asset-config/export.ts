/** A configuration in the form of another tool. */
export interface Exported<Field extends string> {
  readonly text: string;
  /** Fields that are set and that the tool has no form for: what it makes is another configuration. */
  readonly missing: readonly Field[];
}

/** The `nats` command line. */
export interface NatsCommand<Field extends string> {
  readonly text: string;
  /** Fields without an option of their own, for which the whole configuration is given as a file. */
  readonly byFile: readonly Field[];
}
