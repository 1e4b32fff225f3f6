// @ts-check
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/**
 * Finds the Debian archives that this machine already uses, so that no host needs to be known here.
 * @param {string} text of one file
 * @param {'deb822' | 'oneLine'} format `.sources` or `.list`
 * @returns {string[]} URIs of the main archive (those that carry the plain release names), without a slash at the end
 */
export function archiveUris(text, format) {
  const found = format === 'deb822' ? fromDeb822(text) : fromLines(text);
  const main = found.filter(({ suites }) => suites.some((suite) => /^[a-z]+$/.test(suite)));
  return [...new Set(main.map(({ uri }) => uri.replace(/\/+$/, '')))].filter((uri) => /\/debian$/.test(uri));
}

/** @param {string} text */
function fromDeb822(text) {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const lines = stanza.split('\n').filter((line) => !line.startsWith('#'));
    /** @param {string} name */
    const field = (name) =>
      lines
        .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
        ?.slice(name.length + 1)
        .trim()
        .split(/\s+/) ?? [];
    if (!field('Types').includes('deb') || field('Enabled')[0] === 'no') return [];
    return field('URIs').map((uri) => ({ uri, suites: field('Suites') }));
  });
}

/** @param {string} text */
function fromLines(text) {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s/.exec(line);
    return match?.[1] === undefined || match[2] === undefined ? [] : [{ uri: match[1], suites: [match[2]] }];
  });
}

/** @returns {string[]} the archives of this machine; empty where it is not of Debian's kind */
export function machineArchives() {
  const folder = '/etc/apt/sources.list.d';
  const names = existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : [];
  const files = ['/etc/apt/sources.list', ...names].filter((file) => existsSync(file));
  return [
    ...new Set(
      files.flatMap((file) => {
        if (!/\.(list|sources)$/.test(file)) return [];
        return archiveUris(readFileSync(file, 'utf8'), file.endsWith('.sources') ? 'deb822' : 'oneLine');
      }),
    ),
  ];
}
