// Suggestions while a search is typed: the search page's own answer, by its first results.

import { answer, combobox } from './combobox.js';

const PAGES = {
  SanctionEvent: 'event',
  Incident: 'event',
  Article: 'article',
  Place: 'place',
  LegalInstrument: 'instrument',
};

/** Suggests records while a search is typed, and opens the page of the one that is chosen. */
export function suggest(form) {
  const search = form.getAttribute('action');
  const [, language] = search.split('/');
  const look = async (text, signal) => {
    const data = await answer(search, { q: text }, signal);
    return (data?.search?.edges ?? []).map(({ node, match }) => {
      const name = node.name ?? node.title ?? node.headline;
      const page = PAGES[node.__typename] ?? 'party';
      const address = `/${language}/${page}/${node.key}${moment(form)}`;
      return { name, also: match.text === name ? '' : match.text, address };
    });
  };
  combobox(form.querySelector('input[type=search]'), form, look, ({ address }) => location.assign(address));
}

/** The time bar's choice, which the form carries along. */
function moment(form) {
  const kept = [...form.querySelectorAll('input[type=hidden]')].map((field) => [field.name, field.value]);
  return kept.length ? `?${new URLSearchParams(kept)}` : '';
}
