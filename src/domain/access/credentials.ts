/** Login data. Held by the engine only; a page drops it once sent. */
export type Credentials =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'nkey'; readonly seed: string }
  | { readonly kind: 'creds'; readonly text: string }
  | { readonly kind: 'jwt'; readonly jwt: string };
