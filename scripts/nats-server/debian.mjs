// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { run } from '../setup/run.mjs';
import { machineArchives } from './apt-sources.mjs';
import { debianPins } from './pins.mjs';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Debian's package of one suite, through an apt root of its own: nothing of the system is read but its archive's address
 * and keyring, and nothing of it is changed. Signatures are verified by apt.
 * @param {import('./pins.mjs').DebianPin} pin
 * @param {string} work an empty folder to work in
 * @param {(line: string) => void} say
 * @returns {Promise<string>} path of the unpacked binary, inside `work`; throws with the reason
 */
export async function fromDebian(pin, work, say) {
  const [archive] = machineArchives();
  if (archive === undefined) throw new Error('this machine has no Debian archive in its apt sources');
  if (!existsSync(keyring)) throw new Error('no keyring of the Debian archive is installed');

  const options = prepareRoot(work, `deb [signed-by=${keyring}] ${archive} ${pin.suite} main\n`);
  const architecture = (await run('dpkg', ['--print-architecture'])).stdout.trim();
  const stale = await update(options);
  if (stale && pin.sha256[architecture] === undefined && process.env['CONCLAVE_ALLOW_STALE_INDEX'] !== '1') {
    throw new Error(`the index of ${pin.suite} is past its validity date, and no hash is known for ${architecture}`);
  }
  const download = await run('sh', [
    '-c',
    'cd "$1" && shift && exec apt-get "$@" download nats-server',
    'sh',
    work,
    ...options,
  ]);
  rmSync(`${work}/state`, { recursive: true, force: true });
  const file = readdirSync(work).find((name) => name.endsWith('.deb'));
  if (file === undefined) throw new Error(`${pin.suite}: ${lastLine(download.output)}`);
  if (stale) acceptStale(pin, `${work}/${file}`, architecture, say);

  const { code, output } = await run('dpkg-deb', ['-x', `${work}/${file}`, `${work}/package`]);
  if (code !== 0) throw new Error(lastLine(output));
  return (
    ['usr/sbin', 'usr/bin'].map((folder) => `${work}/package/${folder}/nats-server`).find((path) => existsSync(path)) ??
    ''
  );
}

/**
 * @param {string} work
 * @param {string} sources
 * @returns {string[]} options that keep apt inside `work`
 */
function prepareRoot(work, sources) {
  mkdirSync(`${work}/state/lists/partial`, { recursive: true });
  mkdirSync(`${work}/cache/archives/partial`, { recursive: true });
  writeFileSync(`${work}/sources.list`, sources);
  writeFileSync(`${work}/status`, '');
  const settings = {
    'Dir::State': `${work}/state`,
    'Dir::State::status': `${work}/status`,
    'Dir::Cache': `${work}/cache`,
    'Dir::Etc::sourcelist': `${work}/sources.list`,
    'Dir::Etc::sourceparts': '/dev/null',
    // Said here because the machine's own settings, which apt reads too, may be laxer.
    'Acquire::Check-Valid-Until': 'true',
    'Acquire::Check-Date': 'true',
    'Acquire::AllowInsecureRepositories': 'false',
    'APT::Get::AllowUnauthenticated': 'false',
    'Acquire::Languages': 'none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    // The sandbox user of apt may not enter a folder that belongs to somebody else.
    'APT::Sandbox::User': 'root',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/**
 * Fetches the index; one past its validity date only after apt has refused it for that reason. Its signature counts either way.
 * @param {readonly string[]} options
 * @returns {Promise<boolean>} whether the index is past its validity date
 */
async function update(options) {
  const strict = ['-o', 'APT::Update::Error-Mode=any'];
  const first = await run('apt-get', [...options, ...strict, 'update']);
  if (first.code === 0) return false;
  if (!/is not valid anymore|Release file .* expired|invalid since/i.test(first.output))
    throw new Error(lastLine(first.output));
  const second = await run('apt-get', [...options, ...strict, '-o', 'Acquire::Check-Valid-Until=false', 'update']);
  if (second.code !== 0) throw new Error(lastLine(second.output));
  return true;
}

/**
 * @param {import('./pins.mjs').DebianPin} pin
 * @param {string} file
 * @param {string} architecture
 * @param {(line: string) => void} say
 */
function acceptStale(pin, file, architecture, say) {
  if (hasHash(file, pin.sha256[architecture])) {
    say(`the index of ${pin.suite} is past its validity date; the package has the pinned SHA-256`);
  } else if (process.env['CONCLAVE_ALLOW_STALE_INDEX'] === '1') {
    say(`the index of ${pin.suite} is past its validity date; taken because CONCLAVE_ALLOW_STALE_INDEX=1`);
  } else {
    throw new Error(`the index of ${pin.suite} is past its validity date, and the package is not the pinned one`);
  }
}

/**
 * @param {string} file
 * @param {string | undefined} wanted SHA-256, hexadecimal
 */
export function hasHash(file, wanted) {
  return wanted !== undefined && createHash('sha256').update(readFileSync(file)).digest('hex') === wanted;
}

/** @param {string | undefined} version @returns {readonly import('./pins.mjs').DebianPin[]} */
export function debianCandidates(version) {
  return debianPins.filter((pin) => (version === undefined ? pin.version !== '2.9.10' : pin.version === version));
}

/** @param {string} text */
function lastLine(text) {
  return (text.trim().split('\n').at(-1) ?? '').replace(/\w+:\/\/[^\s/]+/g, 'the archive');
}
