// Who may have papers laid out. The core allows the permission to print, and the homeroom teacher for the own class (`Book::may_draw`);
// the session knows roles but not permissions, so a role limited to some classes counts here though the core refuses it.
import type { JournalGroups } from '../generated/contract';

/** Roles that carry the permission to print, and the admin, who may everything: `src/rights/role.rs`, compared by a test. */
export const PRINTING: readonly string[] = ['admin', 'director', 'deputy', 'head-of-studies', 'secretary'];

/** True when papers of every class may be laid out. */
export function printsAll(roles: readonly string[]): boolean {
  return roles.some((role) => PRINTING.includes(role));
}

/** True when papers of some class may be laid out. */
export function prints(roles: readonly string[], { own }: JournalGroups): boolean {
  return printsAll(roles) || own.length > 0;
}
