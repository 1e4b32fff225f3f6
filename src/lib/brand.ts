declare const brand: unique symbol;

/** A `T` that cannot be confused with another `T`: only the constructors of its kind make one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
