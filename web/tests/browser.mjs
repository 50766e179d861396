import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

// Chromium asks its maker's hosts for updates and the like unless it is told not to.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium with an empty profile. `close` ends it and removes the profile. */
export async function start() {
  const profile = mkdtempSync(join(tmpdir(), 'sanad-chromium-'));
  const browser = await chromium.launch({
    executablePath: executable(),
    args: [...ARGUMENTS, `--disk-cache-dir=${profile}`],
  });
  return {
    open: (origin, path, options) => open(browser, origin, path, options),
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/**
 * Opens a page with a storage of its own, every other host shut off. `faults` grows by each request to another host,
 * each breach of the Content-Security-Policy, each failed answer, and each error on the console.
 */
async function open(browser, origin, path, options = {}) {
  // Names and texts come in the browser's language.
  const context = await browser.newContext({ locale: 'ar', viewport: { width: 1400, height: 850 }, ...options });
  const faults = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (new URL(url).origin === origin || url.startsWith('data:')) return route.continue();
    faults.push(`asked another host: ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  watch(page, faults);
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`Content-Security-Policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  await page.goto(origin + path);
  return { page, faults, close: () => context.close() };
}

function watch(page, faults) {
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  page.on('requestfailed', (request) => {
    // A page that is left gives up what it is still loading.
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()} ${reason}`);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 400) faults.push(`answered by ${answer.status()}: ${answer.url()}`);
  });
}

/** Chromium as the variable CHROMIUM names it, else as it is found in PATH. */
function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const files = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  const found = files.find(isExecutable);
  if (!found) throw new Error('There is no chromium in PATH: install it, or say where it is in CHROMIUM.');
  return found;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
