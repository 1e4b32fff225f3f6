import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from './cluster';

/** The `nats` tool as an operator has it: in a shell, with a folder of its own for its settings. */
export class NatsCli {
  readonly #home = mkdtempSync(join(tmpdir(), 'nats-cli-'));
  /** Commands so far. */
  ran = 0;

  constructor(
    readonly tool: string,
    readonly login: { readonly url: string; readonly user: string; readonly password: string },
  ) {}

  /** Runs what was copied. Rejects with all that was printed where it fails, or asks a question. */
  async run(command: string): Promise<void> {
    this.ran += 1;
    const child = spawn('sh', ['-c', `nats() { "$TOOL" "$@"; }\n${command}\n`], {
      cwd: this.#home,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        TOOL: this.tool,
        HOME: this.#home,
        XDG_CONFIG_HOME: this.#home,
        NATS_URL: this.login.url,
        NATS_USER: this.login.user,
        NATS_PASSWORD: this.login.password,
        // A time of day must not depend on where the shell is.
        TZ: 'Asia/Tokyo',
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0) throw new Error(`${command}\n${output}`);
  }

  /** The name of a file with that text, for `--config`. */
  file(text: string): string {
    const path = join(this.#home, 'config.json');
    writeFileSync(path, text);
    return path;
  }

  dispose(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** Set by `npm run check:exports`. */
export const exportVersions = (process.env['CONCLAVE_EXPORT_VERSIONS'] ?? '2.15.1').split(' ');

/** The tool, logged in to the account APP of a world. */
export function cliFor({ cluster }: World): NatsCli {
  const tool = process.env['NATS_CLI'];
  if (tool === undefined) throw new Error('this runs by `npm run check:exports`');
  const url = `nats://127.0.0.1:${cluster.servers[0]!.clientPort}`;
  return new NatsCli(tool, { url, ...cluster.logins.app });
}
