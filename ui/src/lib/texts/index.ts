// Texts of the window, from the same catalogue as the core's.
import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from '@fluent/bundle';
import source from '../../../../assets/texts/ru.ftl?raw';
import { Refusal } from '../backend/types';
import { bind } from './typography';

const bundle = new FluentBundle('ru', { useIsolating: false });
bundle.addResource(new FluentResource(source));

/** Arguments of a text. Years and other numbers that are names go in as strings. */
export type Args = Record<string, FluentVariable>;

/** True when the catalogue has the text. */
export function known(id: string): boolean {
  return bundle.getMessage(id)?.value != null;
}

/** Ids that were asked for and are not in the catalogue: none, or a test fails. */
export const missing = new Set<string>();

/** The Russian text of an id. A test proves that every id in use exists. */
export function t(id: string, args?: Args): string {
  const message = bundle.getMessage(id);
  if (message?.value == null) {
    missing.add(id);
    return id;
  }
  return bind(bundle.formatPattern(message.value, args, []));
}

/** The text of an id that comes from the core, or another id's when the catalogue does not know it yet. */
export function tOr(id: string, otherwise: string, args?: Args): string {
  return known(id) ? t(id, args) : t(otherwise, args);
}

/** Arguments of the core come as text; whole numbers among them must still choose the right plural. */
export function counted(args: Record<string, string>): Args {
  const entries = Object.entries(args).map(([name, value]): [string, FluentVariable] => [
    name,
    /^\d{1,15}$/u.test(value) ? new FluentNumber(Number(value), { useGrouping: false }) : value,
  ]);
  return Object.fromEntries(entries);
}

/** What is wrong and what to do, in words. */
export function refusalText(refusal: Refusal): string {
  return tOr(`error-${refusal.code}`, 'error-window-unknown', { code: refusal.code, ...counted(refusal.args) });
}
