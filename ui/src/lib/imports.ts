// What a school brings as files, in the order it needs it.
import type { Operations } from './generated/contract';

export const KINDS = ['pupils', 'staff', 'curriculum', 'calendar', 'bells', 'worktypes', 'lessons'] as const;
export type Kind = (typeof KINDS)[number];
/** Operations that read a file of each kind. */
export const PLANS = KINDS.map((kind): keyof Operations => `import.${kind}.plan`);
