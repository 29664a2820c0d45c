import type { Message } from '@parley/shared'
import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** More than one page of them. */
const others = (from: number): string[] => Array.from({ length: 60 }, (_, at) => `Message ${from + at + 1}`)

const toNext = ({ page }: Person) => page.getByRole('button', { name: 'To the next mention' })
const left = ({ page }: Person, count: number) =>
  page.getByRole('button', { name: `To the next mention, ${count} unread` })

/** It stands out, has the focus, and is on the screen. */
const isLedTo = async (person: Person, text: string) => {
  await person.log.locator('[data-sought]:focus').filter({ hasText: text }).waitFor()
  await person.rests()
  const [box, log] = [await person.message(text).boundingBox(), await person.log.boundingBox()]
  return box && log ? box.y >= log.y && box.y < log.y + log.height : false
}

t.test('what mentions one far up leads from one to the next, at a desk and on a phone', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.group('Engine', '', [bela])
  await bela.call('PUT', `/conversations/${id}/read`, { seq: 1 })
  await anna.say(id, ...others(0), 'First, @ben')
  await anna.say(id, ...others(60), 'Never mind, @ben')
  await anna.say(id, ...others(120), 'Second, @ben', 'And third, @ben')
  await anna.say(id, ...others(180))
  const ben = await stage.person('Ben', phone)
  await ben.page.goto(`/c/${id}`)
  await ben.signIn(actorPassword)
  await left(ben, 4).waitFor()

  await t.test('one that is deleted meanwhile is left out, and a reload forgets none', async (t) => {
    await ben.page.reload()
    await left(ben, 4).waitFor()
    const { items } = await anna.call<{ items: Message[] }>('GET', `/conversations/${id}/messages?limit=200`)
    const gone = items.find(({ text }) => text.startsWith('Never mind'))
    await anna.call('DELETE', `/conversations/${id}/messages/${gone?.seq}`)
    await left(ben, 3).waitFor()
    await left(ben, 3).tap()
    t.ok(await isLedTo(ben, 'First, @Ben'))
    await left(ben, 2).waitFor()
  })

  await t.test('who goes to the end first is still led to them', async (t) => {
    await ben.page.getByRole('button', { name: 'Jump to the latest' }).tap()
    await ben.sees('Message 240')
    await ben.rests()
    await left(ben, 2).tap()
    t.ok(await isLedTo(ben, 'Second, @Ben'))
    // What stands below it is on the screen as well.
    await toNext(ben).waitFor({ state: 'hidden' })
  })

  await t.test('what comes while one reads elsewhere counts as well', async (t) => {
    await anna.say(id, 'And now, @ben?')
    await left(ben, 1).tap()
    t.ok(await isLedTo(ben, 'And now, @Ben?'))
    await toNext(ben).waitFor({ state: 'hidden' })
    await anna.say(id, 'Thanks, @ben')
    await ben.sees('Thanks, @Ben')
    await ben.rests()
    await comes(t, () => toNext(ben).count(), 0, 'nor does what comes before one’s eyes')
  })

  await t.test('so does the keyboard, from the message box and from a message', async (t) => {
    await bela.say(id, ...others(240), 'Here, @ada', ...others(300))
    const ada = await stage.person('Ada')
    await ada.page.goto(`/c/${id}`)
    await ada.signIn(actorPassword)
    // She has not been here before, and begins at the end.
    await ada.sees('Message 360')
    await toNext(ada).waitFor()
    await ada.rests()
    await ada.composer.focus()
    await ada.page.keyboard.press('Alt+Shift+ArrowDown')
    t.ok(await isLedTo(ada, 'Here, @Ada'))
    await toNext(ada).waitFor({ state: 'hidden' })
  })

  t.same(stage.complaints(), [], 'nobody’s browser complains')
})
