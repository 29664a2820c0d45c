import axe from 'axe-core'
import type { BrowserContextOptions } from 'playwright-core'
import t, { type Test } from 'tap'

import { drawn } from '../../support/browser/layout.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'
import { doors, everyView, firstHere, type View } from '../../support/browser/views.ts'

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Reader {
  readonly name: string
  readonly options: BrowserContextOptions
  /** All is asked in the first of them, and of the others what a theme can change. */
  readonly themes: readonly string[]
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const readers: readonly Reader[] = [
  { name: 'a desktop', options: {}, themes: ['light', 'dark', 'contrast', 'contrast-dark'] },
  { name: 'a phone', options: phone, themes: ['light'] },
]

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

async function audit(t: Test, { page }: Person, { name, themes }: Reader, view: string): Promise<void> {
  for (const [at, theme] of themes.entries()) {
    await page.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme)
    await page.evaluate(drawn)
    const found = await page.evaluate(violationsOf, at === 0 ? everyRule : ['color-contrast'])
    t.strictSame(found, [], `${view}, on ${name}, ${theme}`)
  }
}

t.test('nothing that is shown is out of reach, whatever one sees and uses', async (t) => {
  const stage = await Stage.open(t)
  const viewer = await stage.actor('ada', 'Ada')
  const people = await Promise.all(
    readers.map(async ({ options }) => {
      // What fades in would be measured half way.
      const person = await stage.person('Ada', { ...options, reducedMotion: 'reduce' })
      await person.page.addInitScript({ content: axe.source })
      return person
    }),
  )
  const visit = async (views: readonly View[]) => {
    const visits = readers.map(async (reader, at) => {
      const person = people[at]
      if (!person) return
      for (const { name, open } of views) {
        await open(person)
        await audit(t, person, reader, name)
      }
    })
    await Promise.all(visits)
  }
  await visit([...doors, firstHere])
  await visit(await everyView(stage, viewer))
  // Said of the password that was refused, and of the addresses at which there is nothing.
  const complaints = stage.complaints().filter((complaint) => !/status of 40[14]/.test(complaint))
  t.same(complaints, [])
})
