/**
 * Errors of a reload name the file with its path on the host, which is nobody's business here. What begins a word with a
 * slash (or a drive) and has at least one folder is left with its last part.
 */
export function withoutPaths(text: string): string {
  return text.replace(/(?<=^|[\s"'`(=[])(?:[A-Za-z]:)?[\\/](?:[^\s"'`()[\]\\/]*[\\/])+/g, '…/');
}
