import t from 'tap'

import { Stage } from '../../support/browser/stage.ts'

/** The whole description is laid out, on a machine that may be busy. */
t.setTimeout(120_000)

t.test('At /docs one registers and creates a group by what stands there, also on a phone', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada', { viewport: { width: 390, height: 844 } })
  const { page } = ada
  page.setDefaultTimeout(60_000)
  await page.goto('/docs')
  for (const operation of ['Session-registerAccount', 'Conversations-createGroup']) {
    const one = page.locator(`#operations-${operation}`)
    await one.locator('.opblock-summary-control').click({ noWaitAfter: true })
    await one.getByRole('button', { name: 'Try it out' }).click()
    await one.getByRole('button', { name: 'Execute' }).click()
    await one.locator('.live-responses-table tbody .response-col_status', { hasText: '201' }).waitFor()
  }
  t.equal(
    await page.evaluate(() => document.documentElement.scrollWidth),
    390,
    'nothing is beside the screen',
  )

  await page.getByRole('link', { name: 'Protocol' }).click()
  await page.getByRole('heading', { name: 'The protocol' }).waitFor()
  t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390)
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('main').or(page.getByRole('navigation')).first().waitFor()
  t.equal(new URL(page.url()).pathname, '/')
  t.strictSame(stage.complaints(), [])
})
