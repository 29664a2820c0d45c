import type { BrowserContextOptions } from 'playwright-core'
import t from 'tap'

import { audit, withAxe } from '../../support/browser/audit.ts'
import { Stage } from '../../support/browser/stage.ts'
import { doors, firstHere, type View } from '../../support/browser/door-views.ts'
import { everyView } from '../../support/browser/views.ts'

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

t.test('nothing that is shown is out of reach, whatever one sees and uses', async (t) => {
  const stage = await Stage.open(t)
  const viewer = await stage.actor('ada', 'Ada')
  const people = await Promise.all(
    readers.map(async ({ options }) => {
      // What fades in would be measured half way.
      const person = await stage.person('Ada', { ...options, reducedMotion: 'reduce' })
      await withAxe(person.page)
      return person
    }),
  )
  const visit = async (views: readonly View[]) => {
    const visits = readers.map(async (reader, at) => {
      const person = people[at]
      if (!person) return
      for (const { name, open } of views) {
        await open(person)
        await audit(t, person.page, reader.themes, `${name}, on ${reader.name}`)
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
