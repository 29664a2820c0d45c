import axe from 'axe-core'
import type { Page } from 'playwright-core'
import type { Test } from 'tap'

import { drawn } from './layout.ts'

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Before the page is opened. */
export const withAxe = (page: Page) => page.addInitScript({ content: axe.source })

/** All is asked in the first of the themes, and of the others what a theme can change. */
export async function audit(t: Test, page: Page, themes: readonly string[], view: string): Promise<void> {
  for (const [at, theme] of themes.entries()) {
    await page.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme)
    await page.evaluate(drawn)
    const found = await page.evaluate(violationsOf, at === 0 ? everyRule : ['color-contrast'])
    t.strictSame(found, [], `${view}, ${theme}`)
  }
}

/** Runs in the page, where axe is a global of the same name. */
async function violationsOf(rules: readonly string[]): Promise<string[]> {
  const type = rules.length > 1 ? 'tag' : 'rule'
  const { violations } = await axe.run(document, {
    runOnly: { type, values: [...rules] },
    resultTypes: ['violations'],
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary?.replaceAll(/\s+/g, ' ')}`),
  )
}
