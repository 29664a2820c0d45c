import t from 'tap'

import { audit, withAxe } from '../../support/browser/audit.ts'
import { sharedBrowser } from '../../support/browser/stage.ts'
import { serveStyles } from '../../../web/styles-server.ts'

const themes = { ltr: ['light', 'dark', 'contrast', 'contrast-dark'], rtl: ['light', 'dark', 'contrast'] }

t.test('no state of a component is out of reach, whichever way one reads', async (t) => {
  const [styles, browser] = await Promise.all([serveStyles(), sharedBrowser()])
  t.teardown(() => styles.close())
  const walks = Object.entries(themes).map(async ([direction, some]) => {
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    t.teardown(() => context.close())
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', ({ message }) => complaints.push(message))
    await withAxe(page)
    await page.goto(styles.url)
    await page.getByText('Very good.').waitFor() // the last to come: how a password is weighed
    await page.getByLabel('Direction').selectOption(direction)
    await audit(t, page, some, `every component, ${direction}`)
    t.same(complaints, [])
  })
  await Promise.all(walks)
})

t.test('a class shows the state of a control as a pointer does', async (t) => {
  const [styles, browser] = await Promise.all([serveStyles(), sharedBrowser()])
  t.teardown(() => styles.close())
  const page = await browser.newPage({ reducedMotion: 'reduce' })
  t.teardown(() => page.close())
  await page.goto(styles.url)
  await page.getByRole('button', { name: 'primary' }).first().waitFor()
  const [rest, hovered, pressed] = await page.getByRole('button', { name: 'primary' }).all()
  const colour = (control = rest) => control?.evaluate((element) => getComputedStyle(element).background)
  const shown = [await colour(rest), await colour(hovered), await colour(pressed)]
  t.equal(new Set(shown).size, 3, 'each looks another way')
  await rest?.hover()
  t.equal(await colour(rest), shown[1])
})
