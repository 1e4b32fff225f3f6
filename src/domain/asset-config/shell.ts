/** An argument as shells take it: plain where it may be, else in single quotes. A leading `=` is a command to zsh. */
export function shellArgument(text: string): string {
  return /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command of which each option stands on a line of its own. */
export function shellCommand(words: readonly string[], options: readonly string[]): string {
  return [words.map(shellArgument).join(' '), ...options.map(shellArgument)].join(' \\\n  ');
}

/** A command that reads a file from what follows it, by that descriptor: 0 is the standard input. */
export function withHereDocument(words: readonly string[], document: string, descriptor: 0 | 3 = 0): string {
  let end = 'END';
  while (document.split('\n').includes(end)) end += '_';
  const from = descriptor === 0 ? '' : String(descriptor);
  return `${words.map(shellArgument).join(' ')} ${from}<<'${end}'\n${document}\n${end}`;
}

/** Would natscli take this for an option, or for a file of further arguments? */
export const looksLikeOption = (name: string): boolean => /^[-@]/.test(name);

/** Names and options of a command, in an order in which no name passes for an option. */
export function withNames(names: readonly string[], options: readonly string[]): readonly string[] {
  return names.some(looksLikeOption) ? [...options, '--', ...names] : [...names, ...options];
}

/** Options as arguments of a program, none of which can hold a zero byte; `null`: there are none for it. */
export function argumentsOnly(options: readonly string[] | null): readonly string[] | null {
  return options?.some((one) => one.includes('\0')) ? null : options;
}
