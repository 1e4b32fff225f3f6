import * as v from 'valibot';
import type { AuditPolicy } from '../domain/audit/target';

/** Where the system account imports an account's `$JS.API.>`, unless the installation says otherwise. */
export const defaultAccountPrefix = '{account}.$JS.API';

const schema = v.object({
  /** Clusters offered on the connect screen. Never a login. */
  servers: v.optional(v.array(v.object({ name: v.string(), urls: v.pipe(v.array(v.string()), v.minLength(1)) })), []),
  /** Pattern of the prefix under which the system account imports an account's `$JS.API.>`. */
  accountPrefix: v.optional(v.string(), defaultAccountPrefix),
  /** Where changes are written down beside the browser: a subject that a stream of an audit account takes. */
  audit: v.optional(
    v.object({
      subject: v.optional(v.string(), 'audit.console.{user}'),
      policy: v.picklist(['required', 'best-effort', 'off'] satisfies AuditPolicy[]),
    }),
  ),
  /** Lets a page that came over plain http change things. */
  allowWriting: v.optional(v.boolean(), false),
});

/** Settings of this installation, from `config.json` beside the page. */
export type Config = v.InferOutput<typeof schema>;

const defaults: Config = v.parse(schema, {});

/** A missing or wrong file leaves the defaults: the console works without one. */
export async function loadConfig(): Promise<Config> {
  try {
    const reply = await fetch('config.json', { cache: 'no-store' });
    if (!reply.ok || !(reply.headers.get('content-type') ?? '').includes('json')) return defaults;
    return v.parse(schema, await reply.json());
  } catch (reason) {
    console.warn('config.json was ignored:', reason instanceof Error ? reason.message : 'unreadable');
    return defaults;
  }
}
