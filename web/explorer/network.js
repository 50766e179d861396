// The network on a canvas: panning, zooming, keys, and what links say. Where the parties are was decided by the server, so
// that everybody sees the same picture; the SVG behind it is what is seen without a script, and in print.

import { draw } from './canvas.js';
import { evidence } from './evidence.js';

// Where the keyboard goes on after a party was expanded.
const HERE = '#network';

const figure = document.getElementById('network');
const text = document.getElementById('network-data')?.textContent;
if (figure && text && !('alone' in figure.dataset)) start(figure, JSON.parse(text));

function start(figure, { nodes, links, texts }) {
  const canvas = document.createElement('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-label', figure.querySelector('svg').getAttribute('aria-label'));
  const card = document.createElement('div');
  card.className = 'card';
  card.hidden = true;
  card.setAttribute('aria-live', 'polite');
  // Print keeps the SVG.
  figure.classList.add('live');
  figure.prepend(canvas);
  figure.append(card);

  const view = { scale: 1, x: 0, y: 0 };
  const state = { node: -1, link: -1 };
  const paint = draw(canvas, nodes, links, view, state);

  const fit = () => {
    const xs = nodes.map((node) => node.x);
    const ys = nodes.map((node) => node.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { clientWidth: width, clientHeight: height } = canvas;
    view.scale = Math.min(width / (right - left + 260), height / (bottom - top + 100), 2);
    view.x = width / 2 - (view.scale * (left + right)) / 2;
    view.y = height / 2 - (view.scale * (top + bottom)) / 2;
    paint();
  };
  const zoom = (factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) => {
    const scale = Math.min(Math.max(view.scale * factor, 0.1), 8);
    view.x = x - ((x - view.x) * scale) / view.scale;
    view.y = y - ((y - view.y) * scale) / view.scale;
    view.scale = scale;
    paint();
  };
  figure.append(tools([
    [texts.in, () => zoom(1.4)],
    [texts.out, () => zoom(1 / 1.4)],
    [texts.all, fit],
    [texts.save, () => save(canvas)],
  ]));

  const tell = async () => {
    card.hidden = state.node < 0 && state.link < 0;
    if (state.node >= 0) card.replaceChildren(...aboutNode(nodes[state.node], texts));
    else if (state.link >= 0) {
      const link = links[state.link];
      const [first, ...others] = aboutLink(nodes, link);
      card.replaceChildren(first, ...others);
      const cited = await evidence(link.facts[0].id);
      if (links[state.link] === link) first.after(...cited);
    }
  };
  const choose = (node, link) => {
    if (node === state.node && link === state.link) return;
    Object.assign(state, { node, link });
    paint();
    tell();
  };

  pointers(canvas, view, paint, zoom, {
    at: (x, y) => hit(nodes, links, (x - view.x) / view.scale, (y - view.y) / view.scale, view.scale),
    choose,
    open: (node) => go(nodes[node].address),
  });
  canvas.addEventListener('keydown', (event) => {
    const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    if (arrows[event.key]) choose(nearest(nodes, Math.max(state.node, 0), ...arrows[event.key]), -1);
    else if (event.key === 'Enter' && state.node >= 0) {
      const { address, expanded } = nodes[state.node];
      go(event.shiftKey ? expanded && expanded + HERE : address);
    }
    else if (event.key === '+' || event.key === '=') zoom(1.4);
    else if (event.key === '-') zoom(1 / 1.4);
    else if (event.key === '0') fit();
    else if (event.key === 'Escape') choose(-1, -1);
    else return;
    event.preventDefault();
  });
  canvas.addEventListener('focus', () => state.node < 0 && choose(0, -1));
  new ResizeObserver(fit).observe(canvas);
  // A canvas loads no fonts by itself.
  if (location.hash === HERE) canvas.focus();
  document.fonts.load(`13px ${getComputedStyle(canvas).fontFamily}`, 'aا').then(paint);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
}

/** Opens an address, if there is one. */
function go(address) {
  if (address) location.assign(address);
}

/** Saves what is seen as PNG, on the colour that is behind it. */
function save(canvas) {
  const copy = document.createElement('canvas');
  Object.assign(copy, { width: canvas.width, height: canvas.height });
  const context = copy.getContext('2d');
  context.fillStyle = getComputedStyle(canvas).backgroundColor;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  copy.toBlob((file) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `${location.pathname.split('/').slice(2).join('-')}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

function tools(buttons) {
  const bar = document.createElement('div');
  bar.className = 'tools';
  for (const [text, act] of buttons) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', act);
    bar.append(button);
  }
  return bar;
}

/** The party or the link at a point of the drawing; -1 stands for none. */
function hit(nodes, links, x, y, scale) {
  const reach = 14 / scale;
  const distances = nodes.map((node) => Math.hypot(node.x - x, node.y - y));
  const node = distances.indexOf(Math.min(...distances));
  if (distances[node] < reach) return [node, -1];
  const link = links.findIndex(({ a, b }) => toSegment(nodes[a], nodes[b], x, y) < 5 / scale);
  return [-1, link];
}

function toSegment(a, b, x, y) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const share = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(a.x + share * dx - x, a.y + share * dy - y);
}

/** The nearest party in a direction: what is off to the side counts as further. */
function nearest(nodes, from, dx, dy) {
  const here = nodes[from];
  let best = from;
  let least = Infinity;
  nodes.forEach((node, at) => {
    const along = (node.x - here.x) * dx + (node.y - here.y) * dy;
    const aside = Math.abs((node.x - here.x) * dy) + Math.abs((node.y - here.y) * dx);
    if (at !== from && along > 1 && along + 2 * aside < least) [best, least] = [at, along + 2 * aside];
  });
  return best;
}

/** Dragging with one pointer, zooming with two or with the wheel, and what is below. */
function pointers(canvas, view, paint, zoom, { at, choose, open }) {
  const held = new Map();
  let moved = 0;
  const place = (event) => [event.offsetX, event.offsetY];
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    held.set(event.pointerId, place(event));
    moved = 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const [x, y] = place(event);
    const last = held.get(event.pointerId);
    if (!last) return choose(...at(x, y));
    const [other] = [...held].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (other) {
      const before = Math.hypot(last[0] - other[0], last[1] - other[1]);
      zoom(Math.hypot(x - other[0], y - other[1]) / (before || 1), other[0], other[1]);
    } else {
      view.x += x - last[0];
      view.y += y - last[1];
      paint();
    }
    moved += Math.hypot(x - last[0], y - last[1]);
    held.set(event.pointerId, [x, y]);
  });
  const release = (event) => {
    held.delete(event.pointerId);
    if (event.type !== 'pointerup' || moved > 5) return;
    const [node, link] = at(...place(event));
    // A finger has no hover: its first touch tells, the second opens.
    const isTold = canvas.dataset.told === String(node);
    canvas.dataset.told = String(node);
    choose(node, link);
    if (node >= 0 && (event.pointerType === 'mouse' || isTold)) open(node);
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), ...place(event));
  }, { passive: false });
}

function aboutNode(node, texts) {
  const link = document.createElement('a');
  link.href = node.address;
  link.append(isolated(node.name));
  const degree = document.createElement('p');
  degree.className = 'quiet';
  degree.textContent = texts.degree.replace('{n}', node.degree);
  if (!node.expanded) return [link, degree];
  const expand = document.createElement('a');
  expand.href = node.expanded;
  expand.textContent = texts.expand;
  return [link, degree, expand];
}

function aboutLink(nodes, { a, b, facts }) {
  return facts.slice(0, 4).map((fact) => {
    const line = document.createElement('p');
    const [from, to] = fact.from === b ? [b, a] : [a, b];
    if (fact.isEvent) line.append(isolated(nodes[from].name), ' · ', isolated(nodes[to].name), ': ', isolated(fact.said));
    else line.append(isolated(nodes[from].name), ` ${fact.said} `, isolated(nodes[to].name));
    return line;
  });
}

function isolated(text) {
  const element = document.createElement('bdi');
  element.textContent = text;
  return element;
}
