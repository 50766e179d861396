// Drawing the network. Arabic is shaped by the browser; its direction is set for each name.

const RTL = /^[^A-Za-z\u00c0-\u02b8\u0370-\u058f]*[\u0590-\u08ff\ufb1d-\ufefc]/;

const SHAPES = {
  circle: (context, x, y, size) => context.arc(x, y, size, 0, 2 * Math.PI),
  square: (context, x, y, size) => context.rect(x - size, y - size, 2 * size, 2 * size),
  diamond(context, x, y, size) {
    const reach = 1.4 * size;
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
    context.closePath();
  },
};

/** A function that draws the network once before the next frame. */
export function draw(canvas, nodes, links, view, state) {
  const context = canvas.getContext('2d');
  const byDegree = nodes.map((_, at) => at).sort((a, b) => nodes[a].distance - nodes[b].distance || nodes[b].degree - nodes[a].degree);
  let isDue = false;

  const frame = () => {
    isDue = false;
    const ratio = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const style = getComputedStyle(canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    const colours = { ink: colour('--ink'), line: colour('--quiet'), accent: colour('--accent'), paper: colour('--raised') };
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const at = (node) => [node.x * view.scale + view.x, node.y * view.scale + view.y];

    context.strokeStyle = colours.line;
    links.forEach((link, number) => {
      const isChosen = number === state.link || link.a === state.node || link.b === state.node;
      context.globalAlpha = isChosen ? 0.95 : state.node >= 0 ? 0.18 : 0.4;
      context.lineWidth = isChosen ? 2.5 : Math.min(1 + link.facts.length / 3, 3);
      context.beginPath();
      context.moveTo(...at(nodes[link.a]));
      context.lineTo(...at(nodes[link.b]));
      context.stroke();
    });
    context.globalAlpha = 1;

    nodes.forEach((node, number) => {
      const [x, y] = at(node);
      const size = node.distance === 0 ? 9 : 6;
      context.beginPath();
      SHAPES[node.shape](context, x, y, size);
      context.fillStyle = node.distance === 0 || number === state.node ? colours.accent : colours.paper;
      context.fill();
      context.lineWidth = 2;
      context.strokeStyle = colours.accent;
      context.stroke();
    });

    // Names that would cover others are left out: the best connected have theirs first.
    names(context, nodes, byDegree, at, state, colours, style.fontFamily, width, height);
  };
  return () => {
    if (!isDue) requestAnimationFrame(frame);
    isDue = true;
  };
}

function names(context, nodes, order, at, state, colours, family, width, height) {
  context.font = `13px ${family}`;
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = colours.paper;
  context.fillStyle = colours.ink;
  const taken = [];
  const chosen = state.node >= 0 ? [state.node] : [];
  for (const number of [...chosen, ...order.filter((other) => other !== state.node)]) {
    const [x, y] = at(nodes[number]);
    if (x < -100 || y < -20 || x > width + 100 || y > height + 20) continue;
    const name = (nodes[number].label ??= shortened(nodes[number].name));
    const half = context.measureText(name).width / 2 + 4;
    const place = { left: x - half, right: x + half, top: y - 28, bottom: y - 8 };
    if (taken.some((other) => covers(place, other))) continue;
    taken.push(place);
    context.direction = RTL.test(name) ? 'rtl' : 'ltr';
    context.strokeText(name, x, y - 13);
    context.fillText(name, x, y - 13);
  }
}

function covers(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

const LONGEST = 32;

/** The name, cut between letters as readers see them if it is long. */
function shortened(name) {
  if (name.length <= LONGEST) return name;
  const letters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  return letters.length <= LONGEST ? name : `${letters.slice(0, LONGEST).join('').trimEnd()}…`;
}
