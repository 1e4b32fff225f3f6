/** A change to the JSON text of a reply before it is sent. */
export type Spoiler = (text: string) => string;

/** Replies as a broken or malicious server might send them; whoever reads them must neither crash nor believe them. */
export const hostile = {
  notJson: () => '{"server":{"name":"n1"',
  wrongShape: () => '[1,2,3]',
  emptyBody: () => '',
  /** The server says who it is; the rest is of the wrong type. */
  wrongTypes: (text) => changed(text, (reply) => ({ ...reply, data: 'yes', statsz: 7 })),
  markup: (text) => renamed(text, '<img src=x onerror=alert(1)>'),
  bidi: (text) => renamed(text, 'safe\u202Egnp.exe\u2066'),
  longStrings: (text) => renamed(text, 'x'.repeat(4096)),
  hugeNumbers: (text) => text.replace(/"(last_seq|messages|bytes|storage)":\d+/g, '"$1":99999999999999999999999999'),
  negativeNumbers: (text) => text.replace(/"(last_seq|messages|bytes|storage)":\d+/g, '"$1":-5'),
  prototype: (text) =>
    text.replace(/^\{/, '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},'),
} as const satisfies Record<string, Spoiler>;

/** Gives all streams of a reply the same hostile name. */
function renamed(text: string, name: string): string {
  return text.replace(/"name":"stream-\d+"/g, `"name":${JSON.stringify(name)}`);
}

function changed(text: string, change: (reply: object) => object): string {
  const parsed: unknown = JSON.parse(text);
  return JSON.stringify(typeof parsed === 'object' && parsed !== null ? change(parsed) : parsed);
}
