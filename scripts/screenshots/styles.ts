import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { BrowserContextOptions } from 'playwright-core'

import { launchBrowser } from '../../test/support/browser/launch.ts'
import { serveStyles } from '../../web/styles-server.ts'

const themes = ['light', 'dark', 'contrast', 'contrast-dark']
const directions = ['ltr', 'rtl']

/** Every component in every state, the page as it is in each theme: to be looked at, not to be kept. */
export async function takeStyles(devices: Readonly<Record<string, BrowserContextOptions>>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-styles-'))
  const [styles, browser] = await Promise.all([serveStyles(), launchBrowser()])
  for (const [device, options] of Object.entries(devices)) {
    const page = await (await browser.newContext({ locale: 'en-GB', ...options })).newPage()
    await page.goto(styles.url)
    await page.getByText('Very good.').waitFor() // the last to come: how a password is weighed
    for (const direction of directions) {
      await page.getByLabel('Direction').selectOption(direction)
      for (const theme of themes) {
        await page.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme)
        const name = `${device}-${theme}-${direction}.png`
        await page.screenshot({ path: join(folder, name), fullPage: true, animations: 'disabled' })
        console.log(join(folder, name))
      }
    }
  }
  await Promise.all([browser.close(), styles.close()])
}
