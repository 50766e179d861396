// Suggestions for the two parties between which a reader looks for connections: whom the page itself would offer.

import { answer, combobox } from './combobox.js';

/** Suggests parties while a name is typed. The form then sends the key of the one that is chosen in place of the name. */
export function suggestEnd(field) {
  const { name } = field;
  const key = document.createElement('input');
  key.type = 'hidden';
  key.name = field.dataset.key;
  const look = async (text, signal) => {
    const data = await answer(field.form.getAttribute('action'), { [name]: text }, signal);
    const found = data?.starts ?? data?.ends;
    return (found?.nodes ?? []).map((party) => ({ name: party.name, also: words(field, party), key: party.key }));
  };
  combobox(field, field.parentElement, look, (party) => {
    field.value = party.name;
    field.removeAttribute('name');
    key.value = party.key;
    field.after(key);
  });
  // A name that is changed is not that of the party any more.
  field.addEventListener('input', () => {
    field.name = name;
    key.remove();
  });
}

/** What tells namesakes apart: their countries. */
function words(field, { countries }) {
  const names = new Intl.DisplayNames(document.documentElement.lang, { type: 'region', fallback: 'code' });
  return countries.map((code) => names.of(code)).join(' · ');
}
