// What the first start asks, and what is still wrong with the answers.
import type { SchoolCreate } from '../../lib/generated/contract';
import { strength } from '../../lib/password/strength';
import { t } from '../../lib/texts';

export const PROFILES = ['eljur', 'asiou', 'sgo', 'ezhd', 'portal'] as const;
export const ZONES = [
  'Europe/Kaliningrad', 'Europe/Moscow', 'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Omsk', 'Asia/Krasnoyarsk',
  'Asia/Irkutsk', 'Asia/Yakutsk', 'Asia/Vladivostok', 'Asia/Magadan', 'Asia/Kamchatka',
] as const;
export const ADMIN_LEAST = 14;
const JUNE = 6;

/** The academic year that a school sets up on this day: from June on, the coming one. */
export function yearFor(today: string): number {
  const [year = '2026', month = '9'] = today.split('-');
  return Number(month) >= JUNE ? Number(year) : Number(year) - 1;
}

function zoneHere(): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return ZONES.find((zone) => zone === here) ?? 'Europe/Moscow';
}

/** Field → what is wrong with it. */
export type Wrongs = Partial<Record<string, string>>;

export class Draft {
  name = $state('');
  profile = $state<(typeof PROFILES)[number] | ''>('');
  year = $state('');
  zone = $state(zoneHere());
  adminName = $state('');
  adminLogin = $state('');
  password = $state('');
  password2 = $state('');
  keys = $state<'keyring' | 'file'>('keyring');
  phrase = $state('');
  phrase2 = $state('');

  get personal(): string[] {
    return [this.adminLogin, this.adminName, this.name];
  }

  wrongs(step: number): Wrongs {
    return step === 1 ? this.#school() : step === 2 ? this.#admin() : this.#keys();
  }

  #school(): Wrongs {
    const wrongs: Wrongs = {};
    const length = [...this.name.trim()].length;
    if (length < 2 || length > 300) wrongs['name'] = t('setup-name-wrong');
    if (this.profile === '') wrongs['profile'] = t('setup-profile-wrong');
    return wrongs;
  }

  #admin(): Wrongs {
    const wrongs: Wrongs = {};
    if (this.adminName.trim().split(/\s+/u).length < 2) wrongs['adminName'] = t('setup-admin-name-wrong');
    if (!/^[\p{L}\p{N}.-]{3,40}$/u.test(this.adminLogin.trim())) wrongs['adminLogin'] = t('login-wrong');
    const level = strength(this.password, ADMIN_LEAST, this.personal);
    if (level === 'short') wrongs['password'] = t('password-short', { least: ADMIN_LEAST });
    else if (level === 'weak') wrongs['password'] = t('strength-weak');
    if (this.password !== this.password2) wrongs['password2'] = t('password-differs');
    return wrongs;
  }

  #keys(): Wrongs {
    const wrongs: Wrongs = {};
    if (this.keys === 'keyring') return wrongs;
    const level = strength(this.phrase, ADMIN_LEAST, this.personal);
    if (level === 'short') wrongs['phrase'] = t('password-short', { least: ADMIN_LEAST });
    else if (level === 'weak') wrongs['phrase'] = t('strength-weak');
    if (this.phrase !== this.phrase2) wrongs['phrase2'] = t('password-differs');
    return wrongs;
  }

  request(): SchoolCreate {
    return {
      name: this.name.trim(),
      profile: this.profile,
      year: Number(this.year),
      zone: this.zone,
      admin_login: this.adminLogin.trim(),
      admin_name: this.adminName.trim().replace(/\s+/gu, ' '),
      admin_password: this.password,
      keys: this.keys,
      keys_passphrase: this.keys === 'file' ? this.phrase : null,
    };
  }

  /** Lets go of what must not stay in memory. */
  forget(): void {
    this.password = this.password2 = this.phrase = this.phrase2 = '';
  }
}
