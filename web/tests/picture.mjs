// Takes a picture of a party's page: node web/tests/picture.mjs FILE

import { start } from './browser.mjs';

const { origin } = new URL(process.env.SANAD_URL ?? 'http://127.0.0.1:8080');
const browser = await start();
const viewport = { width: 1280, height: 800 };
const { page, close } = await browser.open(origin, '/en/party/kaniyat', { locale: 'en', viewport });
await page.evaluate(() => document.fonts.ready);
await page.screenshot({ path: process.argv[2] });
await close();
await browser.close();
