// The evidence of a fact: from the fact's own page, as data.

const known = new Map();

/** Who says so, in a line each: the first three. */
export async function evidence(id) {
  if (!known.has(id)) known.set(id, ask(id));
  return known.get(id);
}

async function ask(id) {
  const language = document.documentElement.lang;
  const key = id.slice(id.indexOf(':') + 1);
  try {
    const answer = await fetch(`/${language}/fact/${key}.json${location.search}`);
    const { data } = await answer.json();
    return data.fact.evidence.nodes.slice(0, 3).map((citation) => line(language, citation));
  } catch {
    return [];
  }
}

function line(language, { article, paragraphs }) {
  const line = document.createElement('p');
  line.className = 'quiet';
  const link = document.createElement('a');
  link.href = `/${language}/article/${article.key}#${paragraphs.length ? `p${paragraphs[0]}` : 'cited'}`;
  const name = document.createElement('bdi');
  name.textContent = article.publisher?.name ?? article.headline;
  link.append(name);
  line.append(link);
  if (article.published) line.append(` · ${day(language, article.published)}`);
  if (paragraphs.length) line.append(` · ¶ ${paragraphs.join(', ')}`);
  return line;
}

/** A day in words. A month or a year stays as it is. */
function day(language, date) {
  if (date.length < 10) return date;
  const format = { dateStyle: 'long', calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' };
  return new Intl.DateTimeFormat(language, format).format(new Date(date));
}
