// The explorer in a browser, against the server at SANAD_URL with the built-in data set and that of web/tests/hostile:
//
//     node --test web/tests/explorer.mjs
//
// Screenshots of every page in both languages are kept in SCREENSHOTS, if that is set.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { start } from './browser.mjs';

const { origin } = new URL(process.env.SANAD_URL ?? 'http://127.0.0.1:8080');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENSHOTS = process.env.SCREENSHOTS;
const WIDTHS = [390, 1024, 1600];

const PAGES = {
  home: '',
  search: '/search?q=haftar',
  'search-empty': '/search?q=zzzzzz',
  party: '/party/kaniyat',
  'party-then': '/party/kaniyat?asOf=2020-11-26&knownBy=2020-11-22&minSources=2',
  'party-none': '/party/antonio-guterres',
  network: '/party/khalifa-haftar/network',
  timeline: '/party/khalifa-haftar/timeline',
  'network-expanded': '/party/khalifa-haftar/network?with=united-states&depth=2',
  'timeline-part': '/party/kaniyat/timeline?from=2020-01-01&until=2020-12-31',
  'paths-form': '/paths',
  'paths-named': '/paths?fromName=kani&toName=haftar',
  paths: '/paths?from=mohamed-al-kani&to=antonio-guterres',
  event: '/event/tarhuna-mass-graves',
  case: '/case/russia-blocks-kaniyat-un-listing',
  article: '/article/us-state-2020-11-27-kaniyat-designation',
  fact: '/fact/mohamed-al-kani.leads.kaniyat',
  place: '/place/tarhuna',
  instrument: '/instrument/executive-order-13818',
  sanctions: '/sanctions',
  sanctioned: '/sanctions/parties?authority=united-states',
  screen: '/screen',
  datasets: '/datasets',
  about: '/about',
  missing: '/party/nobody',
  removed: '/party/hostile-removed',
  'removed-network': '/party/hostile-removed/network',
  unreadable: '/sanctions?year=twenty',
  'hostile-party': '/party/hostile-markup',
  'hostile-long': '/party/hostile-long',
  'hostile-network': '/party/hostile-markup/network',
  'hostile-event': '/event/hostile-sanction',
  'hostile-article': '/article/hostile-article',
  'hostile-search': `/search?q=${encodeURIComponent('<script>alert(1)</script> hostile')}`,
};

// The rules of HTML itself; how it is laid out in the source is left to the templates.
const html = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    'no-trailing-whitespace': 'off',
    'doctype-style': 'off',
    'attr-quotes': 'off',
    'void-style': 'off',
    'long-title': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
  },
});

describe('the explorer', () => {
  let browser;
  before(async () => {
    browser = await start();
    if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
  });
  after(() => browser?.close());

  /** A test on a page of its own, which must do nothing that it may not. */
  function on(title, path, test, options = {}) {
    it(title, { timeout: 90_000 }, async () => {
      const { page, faults, close } = await browser.open(origin, path, options);
      try {
        await page.evaluate(() => document.fonts.ready);
        await test(page);
        // A page that is told to be missing answers so.
        assert.deepEqual(faults.filter((fault) => !options.isMissing || !/answered by 4|status of 4/.test(fault)), []);
      } finally {
        await close();
      }
    });
  }

  for (const lang of ['en', 'ar']) {
    for (const [name, path] of Object.entries(PAGES)) {
      const isMissing = ['missing', 'removed', 'removed-network', 'unreadable'].includes(name);
      on(`shows ${name} in ${lang}`, `/${lang}${path}`, async (page) => {
        await accessible(page);
        assert.equal(await page.evaluate(() => document.documentElement.dir), lang === 'ar' ? 'rtl' : 'ltr');
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: width < 500 ? 844 : 1000 });
          const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
          assert.ok(needed <= given, `${width}: the page is ${needed} wide`);
          if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}-${lang}-${width}.png`), fullPage: true });
        }
      }, { isMissing, locale: lang });
      it(`is valid HTML: ${name} in ${lang}`, async () => {
        const text = await (await fetch(`${origin}/${lang}${path}`)).text();
        const report = await html.validateString(text);
        const messages = report.results.flatMap(({ messages }) => messages);
        assert.deepEqual(messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`), []);
      });
    }
  }

  on('is dark where the system is', '/en/party/kaniyat', accessible, { colorScheme: 'dark' });
  on('is dark where the system is, in Arabic', '/ar/sanctions', accessible, { colorScheme: 'dark' });

  it('works without JavaScript', { timeout: 60_000 }, async () => {
    const { page, faults, close } = await browser.open(origin, '/en', { javaScriptEnabled: false });
    await page.locator('main input[type=search]').fill('al-kani');
    await page.locator('main form button').click();
    await page.getByRole('link', { name: 'Mohamed al-Kani' }).first().click();
    await page.getByText('How it came to this').first().click();
    await page.locator('.standing .evidence > summary').first().click();
    await page.locator('.standing .citations a[href*="#p"]').first().click();
    assert.match(page.url(), /\/article\/.*#p\d+$/);
    await page.goto(`${origin}/en/party/kaniyat/network`);
    assert.equal(await page.locator('svg.network').isVisible(), true);
    assert.deepEqual(faults, []);
    await close();
  });

  on('finds and opens by keys alone', '/en', async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('kaniy');
    await page.locator('.suggestions [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/en\/party\/kaniyat$/);
    // The skip link comes first.
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#content$/);
  });

  on('opens the evidence of a fact by keys', '/ar/party/kaniyat', async (page) => {
    const summary = page.locator('#relationships ~ ul details.evidence > summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.locator('details.evidence[open] .citations').waitFor();
    assert.ok((await page.locator('details.evidence[open] .citations a').count()) > 1);
  });

  on('goes back in time by keys', '/en/party/kaniyat', async (page) => {
    await page.locator('.moment summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('input[name=knownBy]').first().fill('2020-11-22');
    await page.locator('.moment button').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/knownBy=2020-11-22/);
    assert.equal(await page.locator('.standing.imposed').count(), 0);
    await page.getByText('This hides').waitFor();
    await page.locator('body').press('[');
    await page.waitForURL(/asOf=/);
  });

  on('walks through the network by keys', '/en/party/khalifa-haftar/network', async (page) => {
    const canvas = page.locator('canvas');
    await canvas.focus();
    await page.locator('.card a').waitFor();
    const first = await page.locator('.card').textContent();
    for (const key of ['+', '-', '0', 'ArrowDown']) await canvas.press(key);
    await page.waitForFunction((first) => document.querySelector('.card').textContent !== first, first);
    await canvas.press('Enter');
    await page.waitForURL(/\/party\/.*\/network$/);
  });

  on('expands a party of the network by keys', '/en/party/kaniyat/network', async (page) => {
    const canvas = page.locator('canvas');
    await canvas.focus();
    await canvas.press('ArrowRight');
    await canvas.press('Shift+Enter');
    await page.waitForURL(/\/party\/kaniyat\/network\?with=/);
    await page.getByRole('link', { name: 'Leave its links out' }).waitFor();
  });

  for (const lang of ['en', 'ar']) {
    on(`looks closer at a timeline in ${lang}`, `/${lang}/party/kaniyat/timeline`, async (page) => {
      await page.locator('svg.timeline').scrollIntoViewIfNeeded();
      const { x, y, width } = await page.locator('svg.timeline').boundingBox();
      await page.mouse.move(x + width * 0.5, y + 20);
      await page.mouse.down();
      await page.mouse.move(x + width * 0.7, y + 20, { steps: 5 });
      await page.mouse.up();
      await page.waitForURL(/from=20\d\d-\d\d-\d\d&until=20\d\d-\d\d-\d\d/);
      const { searchParams } = new URL(page.url());
      assert.ok(searchParams.get('from') < searchParams.get('until'), page.url());
    });
  }

  on('connects two parties by their names', '/en/paths', async (page) => {
    await page.locator('input[name=fromName]').fill('kani');
    await page.locator('input[name=toName]').fill('غوتيريش');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: /Mohamed al-Kani/ }).check();
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.waitForURL(/from=mohamed-al-kani&to=antonio-guterres/);
    await page.getByText('Chain 1').waitFor();
  });

  for (const lang of ['en', 'ar']) {
    on(`suggests the ends of a connection in ${lang}`, `/${lang}/paths`, async (page) => {
      const [from, to] = [page.locator('#fromName'), page.locator('#toName')];
      const options = page.locator('.suggestions:not([hidden]) [role=option]');
      await from.focus();
      await page.keyboard.type('mohamed al-kan');
      await options.first().waitFor();
      await accessible(page);
      assert.equal(await from.getAttribute('aria-expanded'), 'true');
      if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `paths-suggested-${lang}.png`), fullPage: true });
      // Escape leaves the name as it is.
      await page.keyboard.press('Escape');
      assert.equal(await options.count(), 0);
      assert.equal(await from.inputValue(), 'mohamed al-kan');
      await page.keyboard.type('i');
      await options.first().waitFor();
      // Up from the field leads to the last, down from there to the first.
      await page.keyboard.press('ArrowUp');
      assert.equal(await options.last().getAttribute('aria-selected'), 'true');
      await page.keyboard.press('ArrowDown');
      assert.equal(await from.getAttribute('aria-activedescendant'), await options.first().getAttribute('id'));
      await page.keyboard.press('Enter');
      assert.equal(await options.count(), 0);
      assert.equal(await page.locator('input[name=from]').inputValue(), 'mohamed-al-kani');
      await page.keyboard.press('Tab');
      await page.keyboard.type('guterr');
      await options.first().click();
      assert.equal(await page.locator('input[name=to]').inputValue(), 'antonio-guterres');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'toName');
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`/${lang}/paths\\?from=mohamed-al-kani&to=antonio-guterres$`));
    });

    on(`lists its keys in ${lang}`, `/${lang}/party/kaniyat`, async (page) => {
      const help = page.locator('dialog.keys');
      const button = page.locator('button.keys');
      const focused = () => page.evaluate(() => document.activeElement.className);
      await button.focus();
      // Playwright has no Arabic keyboard.
      if (lang === 'ar') await button.dispatchEvent('keydown', { key: '؟', bubbles: true });
      else await page.keyboard.press('?');
      await help.waitFor();
      await accessible(page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 500 ? 844 : 1000 });
        const [needed, given] = await help.evaluate((dialog) => [dialog.scrollWidth, dialog.clientWidth]);
        assert.ok(needed <= given, `${width}: the list is ${needed} wide`);
        if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `keys-${lang}-${width}.png`) });
      }
      // The focus stays in the dialog: from its end it leaves the page, not for what is behind.
      for (let step = 0; step < 8; step += 1) {
        await page.keyboard.press('Tab');
        assert.ok(await help.evaluate((dialog) => dialog.contains(document.activeElement) || document.activeElement === document.body));
      }
      // What is behind the dialog hears no keys.
      await page.keyboard.press('/');
      assert.equal(await help.evaluate((dialog) => dialog.open), true);
      await page.keyboard.press('Escape');
      await help.waitFor({ state: 'hidden' });
      assert.equal(await focused(), 'keys');
      // It is there for those who have no such key, and its own button closes it.
      await button.press('Enter');
      await help.waitFor();
      await help.getByRole('button').press('Enter');
      await help.waitFor({ state: 'hidden' });
    });
  }

  on('leaves single keys alone where that is wanted', '/en/party/kaniyat', async (page) => {
    const search = page.locator('#banner-search');
    const help = page.locator('dialog.keys');
    await search.fill('what');
    await search.press('?');
    assert.equal(await search.inputValue(), 'what?');
    assert.equal(await help.evaluate((dialog) => dialog.open), false);
    await search.press('Escape');
    await page.keyboard.press('?');
    await help.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    for (const load of [async () => {}, async () => page.reload()]) {
      await load();
      await page.keyboard.press('/');
      await page.keyboard.press('?');
      assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
      assert.equal(await help.evaluate((dialog) => dialog.open), false);
    }
    await page.locator('button.keys').click();
    await help.getByRole('checkbox').check();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'banner-search');
  });

  on('prints no keys', '/en/party/kaniyat', async (page) => {
    await page.locator('button.keys').click();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('dialog.keys').isVisible(), false);
    assert.equal(await page.locator('button.keys').isVisible(), false);
  });

  on('asks for a name that was changed after all', '/en/paths?to=antonio-guterres', async (page) => {
    await page.locator('#fromName').fill('mohamed al-kani');
    await page.locator('[role=option]').first().click();
    await page.locator('#fromName').fill('haftar');
    assert.equal(await page.locator('input[name=from]').count(), 0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.waitForURL(/fromName=haftar/);
    await page.getByText('Which one?').waitFor();
  });

  on('tells the evidence of a link', '/ar/party/kaniyat/network', async (page) => {
    const canvas = page.locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await canvas.boundingBox();
    // A line across the drawing meets some link.
    for (let step = 1; step < 100 && !(await page.locator('.card > p:first-child').isVisible()); step += 1) {
      await page.mouse.move(x + (width * step) / 100, y + height * 0.6);
    }
    await page.locator('.card a[href*="/article/"]').first().waitFor();
  });

  on('checks names', '/en/screen', async (page) => {
    await page.locator('textarea').fill('KANI, Mohammed\nخليفة حفتر');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('link', { name: 'Mohamed al-Kani' }).first().waitFor();
    await accessible(page);
  });

  on('opens the query of a page', '/en/party/kaniyat', async (page) => {
    const address = await page.getByRole('link', { name: 'See the query' }).getAttribute('href');
    assert.match(address, /^\/graphiql\?query=query%20PartyPage/);
  });

  it('runs nothing that a name says', async () => {
    for (const name of ['party', 'network', 'event', 'article', 'search']) {
      const { page, close } = await browser.open(origin, `/en${PAGES[`hostile-${name}`]}`);
      let isRun = false;
      page.on('dialog', (dialog) => {
        isRun = true;
        dialog.dismiss();
      });
      await page.waitForTimeout(200);
      assert.equal(isRun, false, name);
      assert.equal(await page.locator('main script:not([type*=json]), main iframe, main img, main b').count(), 0, name);
      await close();
    }
  });

  it('keeps to its budget', async () => {
    assert.ok((await transferred('/en')) < 60_000);
    assert.ok((await transferred('/ar/party/kaniyat')) < 60_000);
    assert.ok((await transferred('/en/party/khalifa-haftar/network')) < 95_000);
  });

  /** The bytes of a page and what it loads, compressed, without fonts. */
  async function transferred(path) {
    const { page, close } = await browser.open(origin, '/health/live');
    const sizes = [];
    page.on('response', async (answer) => {
      if (!/woff2/.test(answer.url()) && answer.url().startsWith(origin)) {
        sizes.push(answer.body().then((body) => gzipSync(body).length));
      }
    });
    await page.goto(origin + path, { waitUntil: 'networkidle' });
    const sum = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    await close();
    return sum;
  }
});

/** No violation of WCAG 2.2 AA that axe can see. */
async function accessible(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const told = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  assert.deepEqual(told, []);
}
