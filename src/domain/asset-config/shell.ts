/** An argument as a POSIX shell takes it: plain where it may be, else in single quotes. */
export function shellArgument(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command of which each option stands on a line of its own. */
export function shellCommand(words: readonly string[], options: readonly string[]): string {
  return [words.map(shellArgument).join(' '), ...options.map(shellArgument)].join(' \\\n  ');
}

/** A command that reads a file from what follows it. */
export function withHereDocument(words: readonly string[], document: string): string {
  let end = 'END';
  while (document.split('\n').includes(end)) end += '_';
  return `${words.map(shellArgument).join(' ')} <<'${end}'\n${document}\n${end}`;
}
