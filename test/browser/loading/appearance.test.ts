import t from 'tap'

import { Stage } from '../../support/browser/stage.ts'

/** Runs in the page, before any script of it: notes how the page is to look when its body begins. */
function noteLook(): void {
  new MutationObserver((_, observer) => {
    if (!document.body) return
    observer.disconnect()
    const { theme, density, text } = document.documentElement.dataset
    sessionStorage.setItem('look', [theme, density, text].join())
  }).observe(document, { childList: true, subtree: true })
}

t.test('how the page looks is known before anything of it is painted', async (t) => {
  const stage = await Stage.open(t)
  const { page } = await stage.person('Ada')
  await page.addInitScript(noteLook)
  await page.goto('/')
  type Wish = Parameters<typeof page.emulateMedia>[0]
  const lookOf = async (kept: Readonly<Record<string, string>>, wish: Wish) => {
    await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference', ...wish })
    await page.evaluate((entries) => {
      localStorage.clear()
      for (const [name, look] of Object.entries(entries)) localStorage.setItem(`parley.${name}`, look)
    }, kept)
    await page.reload({ waitUntil: 'domcontentloaded' })
    return page.evaluate(() => sessionStorage.getItem('look'))
  }
  t.equal(await lookOf({}, {}), 'light,comfortable,normal')
  t.equal(await lookOf({}, { colorScheme: 'dark' }), 'dark,comfortable,normal')
  t.equal(await lookOf({}, { contrast: 'more' }), 'contrast,comfortable,normal')
  t.equal(await lookOf({}, { colorScheme: 'dark', contrast: 'more' }), 'contrast-dark,comfortable,normal')
  const chosen = { theme: 'light', density: 'compact', text: 'large' }
  t.equal(await lookOf(chosen, { colorScheme: 'dark', contrast: 'more' }), 'light,compact,large')
  t.equal(await lookOf({ theme: 'mauve', text: '<b>' }, {}), 'light,comfortable,normal')

  // While it is open, the system is followed, and what is chosen in another tab.
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.locator('html[data-theme="dark"]').waitFor()
  const other = await page.context().newPage()
  await other.goto('/robots.txt')
  await other.evaluate(() => localStorage.setItem('parley.theme', 'contrast'))
  await page.locator('html[data-theme="contrast-dark"]').waitFor()
  t.same(stage.complaints(), [])
})
