import type { RoleRow } from '../../lib/generated/contract';
import { known, t } from '../../lib/texts';

/** The Russian name of a role. */
export function roleName(id: string, roles: readonly RoleRow[] = []): string {
  return known(`role-${id}`) ? t(`role-${id}`) : (roles.find((role) => role.id === id)?.name ?? id);
}

/** What a role is for, when the catalogue says. */
export function roleWhat(id: string): string {
  return known(`role-${id}-what`) ? t(`role-${id}-what`) : '';
}
