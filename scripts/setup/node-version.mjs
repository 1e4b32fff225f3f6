// @ts-check

/**
 * The engines range of package.json, checked by hand: it must be told before anything is installed.
 * @param {string} version for example `20.19.0`
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19);
}

/** Ends the process with the reason when this Node is too old. */
export function requireNode() {
  if (isSupportedNode(process.versions.node)) return;
  console.error(
    `Conclave is built with Node 20.19, 22.13, 24 or newer; this is ${process.versions.node}.\n` +
      'Install a newer Node, or run once with another one: npx -y node@24 scripts/start.mjs',
  );
  process.exit(1);
}
