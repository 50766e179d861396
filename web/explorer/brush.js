// Looking closer at a timeline: dragging across the drawing chooses the days that are shown.

const DAY = 86_400_000;
/** Shorter drags are clicks. */
const LEAST = 8;

/** Lets the drawing of a form's page be dragged over. The server draws what is chosen. */
export function brush(form) {
  const drawing = document.querySelector('svg.timeline');
  if (!drawing) return;
  form.querySelector('.drag').hidden = false;
  const { first, days, margin } = drawing.dataset;
  const isRtl = document.documentElement.dir === 'rtl';
  const band = document.createElementNS(drawing.namespaceURI, 'rect');
  band.setAttribute('class', 'brush');
  let start;

  /** The place of a pointer in the units of the drawing. */
  const place = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse()).x;
  const day = (x) => {
    const { width } = drawing.viewBox.baseVal;
    const share = ((isRtl ? width - x : x) - margin) / (width - 2 * margin);
    const after = Math.round(Math.min(Math.max(share, 0), 1) * days);
    return new Date(Date.parse(first) + after * DAY).toISOString().slice(0, 10);
  };
  const cover = (x) => {
    const sides = { x: Math.min(start, x), y: 0, width: Math.abs(x - start), height: drawing.viewBox.baseVal.height };
    for (const [name, value] of Object.entries(sides)) band.setAttribute(name, value);
    const [from, until] = [day(start), day(x)].sort();
    form.elements.from.value = from;
    form.elements.until.value = until;
  };

  drawing.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    start = place(event);
    event.preventDefault();
  });
  drawing.addEventListener('pointermove', (event) => {
    if (start === undefined || Math.abs(place(event) - start) < LEAST) return;
    if (!band.parentNode) {
      drawing.append(band);
      drawing.setPointerCapture(event.pointerId);
    }
    cover(place(event));
  });
  drawing.addEventListener('pointerup', (event) => {
    if (band.parentNode) {
      cover(place(event));
      form.requestSubmit();
    }
    start = undefined;
  });
  // A link would be dragged itself.
  drawing.addEventListener('dragstart', (event) => event.preventDefault());
  drawing.addEventListener('pointercancel', () => {
    band.remove();
    start = undefined;
  });
}
