// Suggestions while a search is typed: the search page's own answer, by its first results.

const WAIT = 150;
const MOST = 8;
const PAGES = {
  SanctionEvent: 'event',
  Incident: 'event',
  Article: 'article',
  Place: 'place',
  LegalInstrument: 'instrument',
};

let lists = 0;

/** Makes the field of a search form a combobox (ARIA Authoring Practices). */
export function suggest(form) {
  const field = form.querySelector('input[type=search]');
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = `suggestions-${(lists += 1)}`;
  list.role = 'listbox';
  list.hidden = true;
  list.setAttribute('aria-label', field.labels[0]?.textContent ?? '');
  form.append(list);
  const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id };
  Object.entries(attributes).forEach(([name, value]) => field.setAttribute(name, value));

  let chosen = -1;
  let asked = 0;
  let timer;
  let request;

  const show = (items) => {
    list.replaceChildren(...items);
    choose(-1);
    list.hidden = items.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
  };
  const choose = (at) => {
    chosen = at;
    [...list.children].forEach((item, number) => item.setAttribute('aria-selected', String(number === at)));
    const item = list.children[at];
    if (item) field.setAttribute('aria-activedescendant', item.id);
    else field.removeAttribute('aria-activedescendant');
    item?.scrollIntoView({ block: 'nearest' });
  };
  const ask = async () => {
    const number = (asked += 1);
    const text = field.value.trim();
    request?.abort();
    if (text.length < 2) return show([]);
    request = new AbortController();
    try {
      const found = await results(form, text, request.signal);
      if (number === asked) show(found.slice(0, MOST).map((result, at) => option(form, result, `${list.id}-${at}`)));
    } catch {
      // Without suggestions, the search page still answers.
      if (number === asked) show([]);
    }
  };

  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener('keydown', (event) => {
    const last = list.children.length - 1;
    if (event.key === 'Escape' && !list.hidden) {
      show([]);
      event.stopPropagation();
    } else if (event.key === 'ArrowDown' && last >= 0) {
      choose(chosen < last ? chosen + 1 : 0);
      event.preventDefault();
    } else if (event.key === 'ArrowUp' && last >= 0) {
      choose(chosen > 0 ? chosen - 1 : last);
      event.preventDefault();
    } else if (event.key === 'Enter' && chosen >= 0) {
      location.assign(list.children[chosen].dataset.address);
      event.preventDefault();
    }
  });
  field.addEventListener('blur', () => setTimeout(() => show([]), 150));
}

async function results(form, text, signal) {
  const parameters = new URLSearchParams({ q: text });
  const answer = await fetch(`${form.getAttribute('action')}.json?${parameters}`, { signal });
  if (!answer.ok) return [];
  const { data } = await answer.json();
  return data?.search?.edges ?? [];
}

function option(form, { node, match }, id) {
  const language = form.getAttribute('action').split('/')[1];
  const item = document.createElement('li');
  item.id = id;
  item.role = 'option';
  item.setAttribute('aria-selected', 'false');
  item.dataset.address = `/${language}/${PAGES[node.__typename] ?? 'party'}/${node.key}${moment(form)}`;
  const name = document.createElement('bdi');
  name.textContent = node.name ?? node.title ?? node.headline;
  item.append(name);
  if (match.text !== name.textContent) {
    const matched = document.createElement('bdi');
    matched.className = 'quiet';
    matched.textContent = match.text;
    item.append(' ', matched);
  }
  item.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    location.assign(item.dataset.address);
  });
  return item;
}

/** The time bar's choice, which the form carries along. */
function moment(form) {
  const kept = [...form.querySelectorAll('input[type=hidden]')].map((field) => [field.name, field.value]);
  return kept.length ? `?${new URLSearchParams(kept)}` : '';
}
