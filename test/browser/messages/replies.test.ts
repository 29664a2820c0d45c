import { randomUUID } from 'node:crypto'

import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import type { Person } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'
import { until } from '../../support/until.ts'

const phone = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } }

t.test('people answer each other', async (t) => {
  const stage = await Stage.open(t)
  const [ada, ben] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await ada.direct(ben)
  await ben.say(id, 'Line 1 of many', 'Line 2 of many')
  await Promise.all(Array.from({ length: 60 }, (_, at) => ben.say(id, `More ${at}`)))
  await ben.say(id, 'Tea or coffee?')
  const answer = (text: string, replyTo: number) =>
    ben.call('POST', `/conversations/${id}/messages`, { clientId: randomUUID(), text, replyTo })
  await answer('As I said at first', 1)
  const [reader, walker] = [await stage.person('Ada'), await stage.person('Ben', phone)]
  for (const [person, other] of [
    [reader, 'Ben'],
    [walker, 'Ada'],
  ] as const) {
    await person.page.goto('/')
    await person.signIn(actorPassword)
    await person.row(other).click()
    await person.sees('As I said at first')
  }
  const bar = ({ page }: typeof reader) => page.locator('.reply-bar:not(.draft-bar)')
  const quoteIn = (person: Person, text: string) => person.message(text).locator('.quote')

  await t.test('by a key, and which one is answered stays with what is typed', async (t) => {
    await reader.message('Tea or coffee?').focus()
    await reader.page.keyboard.press('r')
    await bar(reader).getByText('Tea or coffee?').waitFor()
    await comes(t, () => reader.focused(), 'Message')
    await reader.composer.press('Escape')
    await bar(reader).waitFor({ state: 'hidden' })
    await reader.presses('Reply', 'Tea or coffee?')
    await reader.composer.fill('Both')
    await reader.page.reload()
    await bar(reader).getByText('Tea or coffee?').waitFor()
    await reader.composer.press('Enter')
    await reader.sees('Both')
    await comes(t, () => quoteIn(reader, 'Both').textContent(), /In reply to Ben\s*Tea or coffee\?/)
    await bar(reader).waitFor({ state: 'hidden' })
    await walker.sees('Both')
    await comes(t, () => quoteIn(walker, 'Both').textContent(), /Tea or coffee\?/)
  })

  await t.test('by a finger that draws a message to the middle', async (t) => {
    const [answered, menu] = [bar(walker).getByText('Both'), walker.page.getByRole('menu')]
    await until(async () => {
      // On a busy machine the finger lies still for so long that it holds the message instead.
      if (await menu.isVisible()) await walker.types('Escape')
      await walker.rests()
      await walker.draws(walker.message('Both').locator('.bubble'), 90)
      await answered.or(menu).first().waitFor()
      return answered.isVisible()
    }, 'the message is drawn to the middle')
    await walker.composer.fill('Then tea')
    await walker.page.getByRole('button', { name: 'Send' }).tap()
    await reader.sees('Then tea')
    await comes(t, () => quoteIn(reader, 'Then tea').textContent(), /You\s*Both/)
  })

  await t.test('and go where the answered message stands, and back', async (t) => {
    await comes(t, () => quoteIn(reader, 'As I said at first').textContent(), /Line 1 of many/)
    await quoteIn(reader, 'As I said at first').click()
    await reader.page.locator('[data-seq="1"]:focus').waitFor()
    await reader.page.keyboard.press('Escape')
    await reader.page.locator('.message:focus', { hasText: 'As I said at first' }).waitFor()
    await quoteIn(reader, 'As I said at first').press('Enter')
    await reader.page.locator('[data-seq="1"]:focus').waitFor()
    await reader.page.getByRole('button', { name: 'Back to where you were' }).click()
    await reader.page.locator('.message:focus', { hasText: 'As I said at first' }).waitFor()
  })

  await t.test('a quote keeps the focus while its message changes', async (t) => {
    const row = reader.message('As I said at first')
    await quoteIn(reader, 'As I said at first').focus()
    const seq = await row.getAttribute('data-seq')
    await ben.call('PUT', `/conversations/${id}/messages/${seq}/reactions/${encodeURIComponent('👍')}`)
    await row.getByRole('button', { name: '👍' }).waitFor()
    await comes(t, () => row.locator('.quote:focus').count(), 1)
  })

  await t.test('and a quote is what its message is', async () => {
    await ben.call('PATCH', `/conversations/${id}/messages/1`, { text: 'Line 1, ||as it were||' })
    await quoteIn(reader, 'As I said at first').getByText('Line 1, [hidden]').waitFor()
    await ben.call('DELETE', `/conversations/${id}/messages/1`)
    await quoteIn(reader, 'As I said at first').getByText('Deleted message').waitFor()
    await answer('Live, of another one', 2)
    await quoteIn(reader, 'Live, of another one').getByText('Line 2 of many').waitFor()
  })
  t.same(stage.complaints(), [])
})
