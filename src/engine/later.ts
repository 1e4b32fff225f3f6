/** Something that is loaded when somebody asks for it for the first time. */
export class Later<T> {
  readonly #load: () => Promise<T>;
  readonly #loaded: () => void;
  readonly #onError: (error: unknown) => void;
  #value: T | null = null;
  #loading = false;

  /** `loaded` is called once it is there. What could not be loaded is tried again by the next who asks. */
  constructor(load: () => Promise<T>, loaded: () => void, onError: (error: unknown) => void) {
    this.#load = load;
    this.#loaded = loaded;
    this.#onError = onError;
  }

  /** `null`: not yet. */
  get(): T | null {
    if (this.#value === null && !this.#loading) void this.#begin();
    return this.#value;
  }

  async #begin(): Promise<void> {
    this.#loading = true;
    try {
      this.#value = await this.#load();
      this.#loaded();
    } catch (error) {
      this.#onError(error);
    } finally {
      this.#loading = false;
    }
  }
}
