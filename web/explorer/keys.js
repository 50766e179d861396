// Keys: `/` leads to the search, `[` and `]` go a day back and forth, Escape leaves a field.

const TYPED = 'input, textarea, select, [contenteditable]';

/** Follows the keys on the page, but for those that are typed into a field. */
export function followKeys(page) {
  page.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(TYPED)) {
      if (event.key === 'Escape') event.target.blur();
    } else if (event.key === '/') {
      page.querySelector('form.search input[type=search]')?.focus();
      event.preventDefault();
    } else if (event.key === '[' || event.key === ']') {
      step(page, event.key === '[' ? -1 : 1);
    }
  });
}

/** Opens the page as of the next or the last day on which something happened or was published. */
function step(page, direction) {
  const field = page.querySelector('input[name=asOf]');
  const days = [...page.querySelectorAll('#days option')].map((option) => option.value);
  if (!field || days.length === 0) return;
  const now = field.value || days.at(-1);
  const next = direction < 0 ? days.findLast((day) => day < now) : days.find((day) => day > now);
  if (!next) return;
  field.value = next;
  field.form.requestSubmit();
}
