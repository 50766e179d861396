// Keys: `/` leads to the search, `[` and `]` go a day back and forth, `?` lists the keys, Escape leaves a field.

const TYPED = 'input, textarea, select, [contenteditable]';

// What the same keys type on an Arabic keyboard.
const ARABIC = { ظ: '/', ج: '[', د: ']', '؟': '?' };

// Where a reader's choice is kept whose voice or hands would press single keys by mistake (WCAG 2.1.4).
const STORED = 'sanad-keys';

/** Follows the keys on the page, but for those that are typed into a field. */
export function followKeys(page) {
  let areOn = areStored();
  const help = listing(page, areOn, (on) => {
    areOn = on;
    store(on);
  });
  page.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help?.open) return;
    if (event.target.closest(TYPED)) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const key = ARABIC[event.key] ?? event.key;
    if (!areOn) return;
    if (key === '/') {
      page.querySelector('form.search input[type=search]')?.focus();
      event.preventDefault();
    } else if (key === '[' || key === ']') {
      step(page, key === '[' ? -1 : 1);
    } else if (key === '?' && help) {
      help.showModal();
      event.preventDefault();
    }
  });
}

/** The dialog with the list of keys, once its button and its switch work. `turn` is told what is switched. */
function listing(page, areOn, turn) {
  const help = page.querySelector('dialog.keys');
  const button = page.querySelector('button.keys');
  if (!help || !button) return null;
  button.hidden = false;
  button.addEventListener('click', () => help.showModal());
  const choice = help.querySelector('input[type=checkbox]');
  choice.checked = areOn;
  choice.addEventListener('change', () => turn(choice.checked));
  // A click beside the dialog closes it.
  help.addEventListener('click', (event) => {
    if (event.target === help) help.close();
  });
  return help;
}

function areStored() {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

function store(on) {
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing: the choice holds for this page.
  }
}

/** Opens the page as of the next or the last day on which something happened or was published. */
function step(page, direction) {
  const field = page.querySelector('.moment input[name=asOf]');
  const days = [...page.querySelectorAll('#days option')].map((option) => option.value);
  if (!field || days.length === 0) return;
  // Without a day, everything is shown: the day before that is the last one.
  const now = field.value || '9999-12-31';
  const next = direction < 0 ? days.findLast((day) => day < now) : days.find((day) => day > now);
  if (!next) return;
  field.value = next;
  field.form.requestSubmit();
}
