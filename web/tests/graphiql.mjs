// GraphiQL in a browser, against the server at SANAD_URL with the built-in data set: node --test web/tests/graphiql.mjs

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { start } from './browser.mjs';

const { origin } = new URL(process.env.SANAD_URL ?? 'http://127.0.0.1:8080');
const ARABIC = /[\u0620-\u064a]{3}/;
const TABS = ['Sanctions', 'Figures', 'Mentions', 'SanctionStatus', 'Paths', 'Screening', 'Search', 'CountsPerYear'];

const tab = (page, name) => page.locator('.graphiql-tab-button', { hasText: new RegExp(`^${name}$`) });
const lines = (page, part) => page.locator(`${part} .view-line`);
const answer = (page) => lines(page, '.result-window');
const editor = (page) => lines(page, '.graphiql-query-editor');

/** Opens the panel of a plugin, by what its button is called. */
async function panel(page, name) {
  await page.locator('.graphiql-sidebar').getByRole('button', { name }).click();
  return page.locator('.graphiql-plugin');
}

/**
 * Opens a tab and runs its query until the answer has this text. GraphiQL takes a moment to notice the name of another
 * tab's operation, and shows nothing by which it is seen to have done so.
 */
async function run(page, name, expected) {
  await tab(page, name).click();
  await editor(page).filter({ hasText: `query ${name}` }).waitFor();
  await page.waitForTimeout(1000);
  await page.locator('.graphiql-execute-button').click();
  await answer(page).filter({ hasText: expected }).first().waitFor();
}

describe('GraphiQL', () => {
  let browser;
  before(async () => {
    browser = await start();
  });
  after(() => browser?.close());

  /** A test on a page of its own, which must do nothing that it may not. */
  function on(title, path, options, test) {
    it(title, { timeout: 60_000 }, async () => {
      const { page, faults, close } = await browser.open(origin, path, options);
      try {
        await editor(page).first().waitFor();
        await test(page);
        assert.deepEqual(faults, []);
      } finally {
        await close();
      }
    });
  }

  on('opens the examples as tabs', '/graphiql', {}, async (page) => {
    assert.deepEqual(await page.locator('.graphiql-tab-button').allTextContents(), TABS);
    assert.match(await editor(page).first().textContent(), ARABIC);
    assert.match(await page.title(), /Sanad · سند/);
    assert.equal(await page.getByText('وقائع موثّقة عن العقوبات والنزاعات').isVisible(), true);
    assert.equal(await page.getByText('Sourced facts about sanctions and conflict').isVisible(), true);
  });

  on('runs an example and shows its answer in Arabic', '/graphiql', {}, async (page) => {
    await run(page, 'Mentions', ARABIC);
    const name = answer(page).filter({ hasText: '"name"' }).first();
    assert.match((await name.textContent()).replaceAll('\u00a0', ' '), /"name": "خليفة حفتر"/);
    // The editor draws its lines again once it has their tokens; a word that was just replaced has no style.
    await page.waitForFunction(() => {
      const words = [...document.querySelectorAll('.result-window .view-line span')];
      const written = words.filter((word) => word.textContent.includes('خليفة') && word.children.length === 0).at(-1);
      return written && getComputedStyle(written).unicodeBidi === 'plaintext';
    });
    const fonts = await page.evaluate(() => [...document.fonts].filter((font) => font.status === 'loaded'));
    assert.ok(fonts.length >= 2, 'the letters are in the page’s own fonts');
    assert.equal(await page.evaluate(() => document.fonts.check('15px "Noto Sans Arabic"', 'خ')), true);
    assert.equal(await page.locator('.unicode-highlight').count(), 0);
  });

  on('has an answer to each example', '/graphiql', {}, async (page) => {
    for (const name of TABS) {
      await run(page, name, ARABIC);
      assert.equal(await answer(page).filter({ hasText: '"errors"' }).count(), 0, name);
    }
  });

  on('names the licences of what it is built of', '/graphiql', {}, async (page) => {
    const address = await page.getByRole('link', { name: 'Licences' }).getAttribute('href');
    const licenses = await (await fetch(origin + address)).text();
    for (const work of ['graphiql', 'monaco-editor', 'react', '@fontsource/noto-sans-arabic']) {
      assert.match(licenses, new RegExp(`^## ${work}`, 'm'));
    }
  });

  on('shows the root fields in the explorer', '/graphiql', {}, async (page) => {
    const explorer = await panel(page, 'GraphiQL Explorer');
    for (const field of ['party', 'paths', 'screen', 'search', 'sanctionEventCounts']) {
      await explorer.locator('.graphiql-explorer-field-view', { hasText: new RegExp(`^${field}`) }).first().waitFor();
    }
  });

  on('writes what is ticked in the explorer', '/graphiql?query=%7B__typename%7D', {}, async (page) => {
    const explorer = await panel(page, 'GraphiQL Explorer');
    await explorer.locator('.graphiql-explorer-revision .graphiql-explorer-field-view').click();
    await editor(page).filter({ hasText: 'revision' }).first().waitFor();
  });

  on('shows the documentation', '/graphiql', {}, async (page) => {
    const docs = await panel(page, 'Documentation Explorer');
    await docs.getByText('Query', { exact: true }).first().click();
    await docs.getByText('The timeline: sanction events and incidents.').waitFor();
  });

  on('is dark where the system is', '/graphiql', { colorScheme: 'dark' }, async (page) => {
    assert.ok((await brightness(page)) < 0.25);
    assert.equal(await page.locator('.monaco-editor.vs-dark').count() > 0, true);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('.monaco-editor.vs').first().waitFor();
    assert.ok((await brightness(page)) > 0.75);
  });

  on('is dark when it is told to be', '/graphiql', { colorScheme: 'light' }, async (page) => {
    assert.ok((await brightness(page)) > 0.75);
    await page.getByRole('button', { name: 'Open settings dialog' }).click();
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.locator('.monaco-editor.vs-dark').first().waitFor();
    assert.ok((await brightness(page)) < 0.25);
  });

  const asked = '{ party(key: "khalifa-haftar") { name names { text } } }';
  on('opens the query of the address', `/graphiql?query=${encodeURIComponent(asked)}`, {}, async (page) => {
    await editor(page).filter({ hasText: 'khalifa-haftar' }).first().waitFor();
    assert.equal(await page.locator('.graphiql-tab-button').count(), TABS.length + 1);
    await page.locator('.graphiql-execute-button').click();
    await answer(page).filter({ hasText: 'خليفة حفتر' }).first().waitFor();

    // On a later visit, with the tabs of the first left behind.
    await page.goto(`${origin}/graphiql?query=${encodeURIComponent('query Later { revision }')}`);
    await editor(page).filter({ hasText: 'query Later' }).waitFor();
    assert.equal(await page.locator('.graphiql-tab-button').count(), TABS.length + 2);
  });

  on('opens a question of the front page in its tab', '/graphiql', {}, async (page) => {
    // GraphiQL keeps its tabs a moment after it has opened: before that, the next visit would be the first.
    await page.waitForFunction(() => JSON.stringify(localStorage).includes('tabState'));
    await page.goto(`${origin}/`);
    await page.getByText('كيف تصف كل مقالة خليفة حفتر؟').click();
    await editor(page).filter({ hasText: 'query Mentions' }).waitFor();
    assert.deepEqual(await page.locator('.graphiql-tab-button').allTextContents(), TABS);
  });

  on('keeps what is in its tabs', '/graphiql', {}, async (page) => {
    // GraphiQL keeps a change half a second after it.
    const settle = () => page.waitForTimeout(1000);
    for (const name of ['One', 'Two', 'Three']) {
      await newTab(page);
      await write(page, `query ${name} { revision }`);
      await settle();
    }
    await tab(page, 'Two').click();
    await settle();
    await page.goto('about:blank');
    await page.goto(`${origin}/graphiql`);
    await editor(page).filter({ hasText: 'query Two' }).waitFor();
    assert.deepEqual(await page.locator('.graphiql-tab-button').allTextContents(), [...TABS, 'One', 'Two', 'Three']);
    for (const name of ['One', 'Three', 'Paths', 'Two']) {
      await tab(page, name).click();
      await editor(page).filter({ hasText: `query ${name}` }).first().waitFor();
    }
  });

  on('says in a new tab what to do', '/graphiql', {}, async (page) => {
    const hint = editor(page).filter({ hasText: 'Write a query here' });
    await newTab(page);
    await hint.first().waitFor();
    await write(page, '{ revision }');
    await newTab(page);
    await hint.first().waitFor();
  });

  on('can be used on a narrow screen', '/graphiql', { viewport: { width: 420, height: 850 } }, async (page) => {
    await run(page, 'Sanctions', ARABIC);
    const box = (part) => page.locator(part).first().boundingBox();
    const [query, result] = [await box('.graphiql-query-editor'), await box('.result-window')];
    assert.ok(query.width > 300 && query.height > 200, JSON.stringify(query));
    assert.ok(result.width > 300 && result.height > 200, JSON.stringify(result));
    assert.ok(result.y >= query.y + query.height);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 420);
    const docs = await panel(page, 'Documentation Explorer');
    assert.ok((await docs.boundingBox()).width > 300);
    await docs.getByText('Query', { exact: true }).first().click();
    await page.locator('.graphiql-sidebar').getByRole('button', { name: 'Documentation Explorer' }).click();
    await editor(page).first().click();
  });

  it('is where a browser is led that opens the API', { timeout: 60_000 }, async () => {
    const { page, faults, close } = await browser.open(origin, '/graphql', {});
    await editor(page).first().waitFor();
    assert.equal(new URL(page.url()).pathname, '/graphiql');
    assert.deepEqual(faults, []);
    await close();
  });

  on('forgets the headers', '/graphiql', {}, async (page) => {
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.locator('[aria-label="Headers"] .monaco-editor').last().click();
    await page.keyboard.type('{"authorization": "Bearer secret"}');
    await page.waitForTimeout(1000);
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    assert.match(kept, /tabState/);
    assert.doesNotMatch(kept, /secret/);
  });
});

function newTab(page) {
  return page.locator('.graphiql-tab-add').click();
}

/** Replaces the query of the open tab. */
async function write(page, text) {
  await page.waitForTimeout(300);
  await page.locator('.graphiql-query-editor .monaco-editor').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

/** How bright the page is behind all else, from 0 to 1. */
function brightness(page) {
  return page.evaluate(() => {
    const [red, green, blue] = getComputedStyle(document.querySelector('.graphiql-container'))
      .backgroundColor.match(/[\d.]+/g)
      .map(Number);
    return (red + green + blue) / 765;
  });
}
