// A field with a list of suggestions: a combobox as the ARIA Authoring Practices describe it.

const WAIT = 150;
const MOST = 8;
const LEAST = 2;

let lists = 0;

/**
 * Suggests items while a text is typed into the field. The list is put at the end of `place`. `look(text, signal)` gives the
 * items, each with a `name` and maybe a text `also`; `take(item)` is called with the one that is chosen.
 */
export function combobox(field, place, look, take) {
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = `suggestions-${(lists += 1)}`;
  list.role = 'listbox';
  list.hidden = true;
  list.setAttribute('aria-label', field.labels[0]?.textContent ?? '');
  place.append(list);
  const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id };
  Object.entries(attributes).forEach(([name, value]) => field.setAttribute(name, value));

  let items = [];
  let chosen = -1;
  let asked = 0;
  let timer;
  let request;

  const show = (found) => {
    items = found;
    list.replaceChildren(...items.map((item, at) => option(item, `${list.id}-${at}`, () => choose(item))));
    mark(-1);
    list.hidden = items.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
  };
  const mark = (at) => {
    chosen = at;
    [...list.children].forEach((item, number) => item.setAttribute('aria-selected', String(number === at)));
    const item = list.children[at];
    if (item) field.setAttribute('aria-activedescendant', item.id);
    else field.removeAttribute('aria-activedescendant');
    item?.scrollIntoView({ block: 'nearest' });
  };
  // What is still under way is not shown any more.
  const close = () => {
    clearTimeout(timer);
    request?.abort();
    asked += 1;
    show([]);
  };
  const choose = (item) => {
    close();
    take(item);
  };
  const ask = async () => {
    const number = (asked += 1);
    const text = field.value.trim();
    request?.abort();
    if (text.length < LEAST) return show([]);
    request = new AbortController();
    try {
      const found = await look(text, request.signal);
      if (number === asked) show(found.slice(0, MOST));
    } catch {
      // Without suggestions, the form still leads to an answer.
      if (number === asked) show([]);
    }
  };

  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener('keydown', (event) => {
    const last = items.length - 1;
    // What an input method composes is not a choice yet.
    if (event.isComposing) return;
    if (event.key === 'Escape' && !list.hidden) {
      close();
      event.stopPropagation();
    } else if (event.key === 'ArrowDown' && last >= 0) {
      mark(chosen < last ? chosen + 1 : 0);
      event.preventDefault();
    } else if (event.key === 'ArrowUp' && last >= 0) {
      mark(chosen > 0 ? chosen - 1 : last);
      event.preventDefault();
    } else if (event.key === 'Enter' && chosen >= 0) {
      choose(items[chosen]);
      event.preventDefault();
    }
  });
  field.addEventListener('blur', close);
}

/** The answer of a page of this server as JSON, or nothing. */
export async function answer(address, parameters, signal) {
  const found = await fetch(`${address}.json?${new URLSearchParams(parameters)}`, { signal });
  return found.ok ? (await found.json()).data : undefined;
}

function option({ name, also }, id, choose) {
  const item = document.createElement('li');
  item.id = id;
  item.role = 'option';
  item.setAttribute('aria-selected', 'false');
  item.append(isolated(name));
  if (also) {
    const more = isolated(also);
    more.className = 'quiet';
    item.append(' ', more);
  }
  // The field keeps the focus, so that the list is still there when the button is released.
  item.addEventListener('mousedown', (event) => event.preventDefault());
  item.addEventListener('click', choose);
  return item;
}

function isolated(text) {
  const part = document.createElement('bdi');
  part.textContent = text;
  return part;
}
