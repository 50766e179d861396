// A slider over the days on which something happened or was published, beside each field for a day.

/** Adds the sliders to the time bar. */
export function slide(bar) {
  const days = [...bar.querySelectorAll('#days option')].map((option) => option.value);
  if (days.length < 2) return;
  for (const field of bar.querySelectorAll('input[type=date]')) {
    const slider = document.createElement('input');
    slider.type = 'range';
    slider.min = '0';
    slider.max = String(days.length - 1);
    slider.value = String(place(days, field.value));
    slider.setAttribute('aria-label', field.parentElement.textContent.trim());
    slider.setAttribute('aria-valuetext', field.value || days.at(-1));
    slider.addEventListener('input', () => {
      field.value = days[Number(slider.value)];
      slider.setAttribute('aria-valuetext', field.value);
    });
    // Letting go shows the day; keys wait for the button, so that they can go on.
    slider.addEventListener('pointerup', () => field.form.requestSubmit());
    field.addEventListener('input', () => {
      slider.value = String(place(days, field.value));
    });
    field.parentElement.append(slider);
  }
}

/** The number of the last day that is not after this one. */
function place(days, day) {
  const found = day ? days.findLastIndex((other) => other <= day) : days.length - 1;
  return Math.max(found, 0);
}
