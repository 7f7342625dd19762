// Acts of destruction as cases: an act, who confirmed it, and what this computer does about it.
import type { Buried, DestructionList, DestructionRow, ErasureRow, QuarantineRow } from '../../lib/generated/contract';

/** Where a case stands. */
export type Standing = 'proposed' | 'confirmed' | 'quarantined' | 'gone' | 'spared';

export type Case = {
  act: DestructionRow;
  /** Names of those who signed, the first one first; an empty one: the recovery sheet. */
  signers: string[];
  /** The acts that confirm it and stand. */
  confirmations: DestructionRow[];
  standing: Standing;
  quarantine: QuarantineRow | null;
  buried: Buried[];
};

/** The cases, the newest act first. */
export function casesOf({ acts, quarantine, buried }: DestructionList): Case[] {
  const firsts = acts.filter(({ confirms }) => confirms === null);
  const cases = firsts.map((act): Case => {
    const confirmations = acts.filter(({ confirms, spared }) => confirms === act.entry && !spared);
    const kept = quarantine.find((row) => row.year === act.year && row.act === act.act) ?? null;
    return {
      act,
      confirmations,
      signers: [act.signed_by, ...confirmations.map(({ signed_by }) => signed_by)],
      standing: standing(act, confirmations, kept),
      quarantine: act.spared ? null : kept,
      buried: buried.filter(({ year }) => year === act.year),
    };
  });
  return cases.sort((a, b) => b.act.date.localeCompare(a.act.date) || b.act.year - a.act.year);
}

function standing(act: DestructionRow, confirmations: readonly DestructionRow[], kept: QuarantineRow | null): Standing {
  if (kept?.state === 'gone' && confirmations.length > 0) return 'gone';
  if (act.spared) return 'spared';
  if (confirmations.length === 0) return 'proposed';
  return kept === null ? 'confirmed' : 'quarantined';
}

/** True when an admin may finish by hand: the days of this computer have passed, and no witness has counted its own. */
export function mayFinish({ standing, quarantine }: Case): boolean {
  return standing === 'quarantined' && quarantine !== null && quarantine.dates >= quarantine.wanted && quarantine.days < quarantine.wanted;
}

/** Where an erasure stands. */
export function erasureStanding(row: ErasureRow): 'spared' | 'running' | 'erased' {
  if (row.spared) return 'spared';
  return row.here ? 'running' : 'erased';
}

/** What of a list may be chosen for an act, and what not. */
export function offered<T extends { state: string }>(all: readonly T[]): { ready: T[]; others: T[] } {
  return { ready: all.filter(({ state }) => state === 'ready'), others: all.filter(({ state }) => state !== 'ready') };
}
