const STRONG: ReadonlySet<string> = new Set(['admin', 'director', 'deputy', 'head-of-studies']);

/** Least length of a password for the holder of these roles, said before the core is asked; the core has the last word. */
export function leastFor(roles: readonly string[]): number {
  return roles.some((role) => STRONG.has(role)) ? 14 : 10;
}
