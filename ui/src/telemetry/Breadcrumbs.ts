/** The last things that were done here, by name and nothing else: never what somebody typed, or whom they saw. */
const KEPT = 20;
const NAME = /^[a-z]+(-[a-z]+)*$/;

export class Breadcrumbs {
  private readonly names: string[] = [];

  /** @param name lower-case words with hyphens, at most 32 characters; anything else is not taken */
  drop(name: string): void {
    if (name.length > 32 || !NAME.test(name)) return;
    this.names.push(name);
    if (this.names.length > KEPT) this.names.shift();
  }

  /** Oldest first. */
  get trail(): readonly string[] {
    return [...this.names];
  }
}
