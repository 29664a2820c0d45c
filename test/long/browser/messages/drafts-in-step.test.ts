import { randomUUID } from 'node:crypto'

import type { ConversationSummary } from '@parley/shared'
import t, { type Test } from 'tap'

import { actorPassword } from '../../../support/app/actor.ts'
import { comes } from '../../../support/browser/comes.ts'
import { Person } from '../../../support/browser/person.ts'
import { Stage } from '../../../support/browser/stage.ts'
import { until } from '../../../support/until.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const holds = (person: Person, text: string) =>
  until(
    async () => (await person.composer.inputValue()) === text,
    `the box of ${person.name} holds “${text}”`,
  )

const bar = (person: Person) => person.page.locator('.draft-bar')
const answer = (person: Person, name: string) => bar(person).getByRole('button', { name, exact: true })

/** Ben at a desk and with a phone, where Ada has said something. */
async function devices(t: Test) {
  const stage = await Stage.open(t)
  const [ada, ben] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await ada.direct(ben)
  await ada.say(id, 'Tea at four?')
  const [desk, mobile] = [await stage.person('Ben'), await stage.person('Ben, again', phone)]
  for (const person of [desk, mobile]) {
    await person.page.goto(`/c/${id}`)
    await person.page.getByLabel('Username').fill('ben')
    await person.page.getByLabel('Password', { exact: true }).fill(actorPassword)
    await person.page.keyboard.press('Enter')
    await person.sees('Tea at four?')
  }
  /** As the server has it. */
  const saved = async (): Promise<string> => {
    const { items } = await ben.call<{ items: { text: string }[] }>('GET', '/me/drafts')
    return items.map(({ text }) => text).join()
  }
  const saves = (text: string) => until(async () => (await saved()) === text, `“${text}” is saved`)
  return { stage, ada, ben, id, desk, mobile, saves }
}

t.setTimeout(180_000)

t.test('a draft is in step on all devices of a person', async (t) => {
  const { stage, ada, ben, id, desk, mobile, saves } = await devices(t)

  await t.test('what is typed at the desk is on the phone, and in its list', async (t) => {
    await desk.composer.fill('At five, I think')
    await saves('At five, I think')
    await holds(mobile, 'At five, I think')
    await mobile.page.goto('/')
    await mobile.row('Ada').getByText('At five, I think').waitFor()
    await mobile.page.goto(`/c/${id}`)
    await holds(mobile, 'At five, I think')
    await comes(t, () => bar(mobile).isVisible(), false)
  })

  await t.test('what is sent on one is gone on the other', async (t) => {
    await mobile.page.getByRole('button', { name: 'Send' }).tap()
    await desk.message('At five, I think').waitFor()
    await holds(mobile, '')
    await holds(desk, '')
    await saves('')
    t.pass()
  })

  await t.test('what comes in while one types is offered, and both are kept', async (t) => {
    await desk.composer.pressSequentially('Where')
    await ben.call('PUT', `/me/drafts/${id}`, { text: 'I bring cake', baseVersion: Number.MAX_SAFE_INTEGER })
    await bar(desk).getByText('I bring cake').waitFor()
    await comes(t, () => desk.composer.inputValue(), 'Where')
    await desk.composer.pressSequentially(' is it?')
    await comes(t, () => desk.composer.inputValue(), 'Where is it?')
    await answer(desk, 'Both').click()
    await holds(desk, 'I bring cake\nWhere is it?')
    await bar(desk).waitFor({ state: 'hidden' })
    await saves('I bring cake\nWhere is it?')
    await holds(mobile, 'I bring cake\nWhere is it?')
    await comes(t, () => desk.focused(), /Message/)
  })

  await t.test('a device without a network comes back with its own, and has the choice', async (t) => {
    await mobile.page.context().setOffline(true)
    await mobile.composer.fill('From the train')
    await desk.composer.fill('From the desk')
    await saves('From the desk')
    await mobile.page.context().setOffline(false)
    await bar(mobile).getByText('From the desk').waitFor()
    await comes(t, () => mobile.composer.inputValue(), 'From the train')
    await mobile.page.reload()
    await bar(mobile).getByText('From the desk').waitFor()
    await comes(t, () => mobile.composer.inputValue(), 'From the train')
    await answer(mobile, 'Keep mine').tap()
    await saves('From the train')
    await bar(desk).getByText('From the train').waitFor()
    await answer(desk, 'Take it').click()
    await holds(desk, 'From the train')
  })

  await t.test('in a second tab it is the same, and is answered once', async (t) => {
    const tab = new Person('Ben', await desk.page.context().newPage())
    await tab.page.goto(`/c/${id}`)
    await holds(tab, 'From the train')
    await tab.composer.pressSequentially(' home')
    await ben.call('PUT', `/me/drafts/${id}`, { text: 'Elsewhere', baseVersion: Number.MAX_SAFE_INTEGER })
    for (const each of [tab, desk]) {
      await bar(each).getByText('Elsewhere').waitFor()
      await comes(t, () => each.composer.inputValue(), 'From the train home')
    }
    await answer(tab, 'Take it').click()
    for (const each of [tab, desk]) {
      await holds(each, 'Elsewhere')
      await bar(each).waitFor({ state: 'hidden' })
    }
    await tab.page.close()
  })

  await t.test('files do not travel, and the other device says so', async (t) => {
    await desk.page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'plan.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('cake, tea'),
      })
    await desk.composer.fill('Here is the plan')
    await bar(mobile).getByText('1 file of this draft is on another device').waitFor()
    await holds(mobile, 'Here is the plan')
    await bar(mobile).getByRole('button', { name: 'Hide' }).tap()
    await bar(mobile).waitFor({ state: 'hidden' })
    await comes(t, () => bar(desk).isVisible(), false)
  })

  await t.test('a reply goes with it, and an edit stays where it was begun', async (t) => {
    await desk.chooses('Reply', 'Tea at four?')
    await mobile.page.locator('.reply-bar:not(.draft-bar)').getByText('Tea at four?').waitFor()
    await ben.say(id, 'Something of mine')
    await desk.sees('Something of mine')
    await desk.chooses('Edit', 'Something of mine')
    await desk.composer.pressSequentially(', changed')
    await desk.page.getByRole('link', { name: 'Profile and settings' }).click()
    await saves('Here is the plan')
    await comes(t, () => mobile.composer.inputValue(), 'Here is the plan')
  })

  await t.test('where the conversation is lost it can still be read, and discarded', async (t) => {
    const { conversation } = await ada.call<ConversationSummary>('POST', '/conversations/groups', {
      ...{ clientId: randomUUID(), name: 'Tea party', visibility: 'closed', memberIds: [ben.id] },
    })
    await desk.page.goto(`/c/${conversation.id}`)
    await desk.composer.fill('My part of it')
    await saves('Here is the plan,My part of it')
    await ada.call('DELETE', `/conversations/${conversation.id}/members/${ben.id}`)
    await desk.page.getByRole('heading', { name: 'What you had typed here' }).waitFor()
    await mobile.page.goto(`/c/${conversation.id}`)
    for (const each of [desk, mobile])
      await each.page.locator('.left-draft').getByText('My part of it').waitFor()
    await desk.page.getByRole('button', { name: 'Discard draft' }).click()
    await saves('Here is the plan')
    await mobile.page.locator('.left-draft').waitFor({ state: 'hidden' })
    t.pass()
  })

  t.same(
    stage.complaints().filter((complaint) => !/status of 40[49]/.test(complaint)),
    [],
  )
})

t.test('whoever signs out leaves no draft here, and finds it again', async (t) => {
  const { stage, desk, saves } = await devices(t)
  await desk.composer.fill('For later')
  await saves('For later')
  await desk.page.getByRole('link', { name: 'Profile and settings' }).click()
  await desk.page.getByRole('button', { name: 'Sign out' }).first().click()
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await desk.page.getByLabel('Username').waitFor()
  t.same(
    await desk.page.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.startsWith('parley.draft.')),
    ),
    [],
  )
  await saves('For later')
  await desk.page.getByLabel('Username').fill('ben')
  await desk.page.getByLabel('Password', { exact: true }).fill(actorPassword)
  await desk.page.keyboard.press('Enter')
  await desk.row('Ada').click()
  await holds(desk, 'For later')
  t.same(stage.complaints(), [])
})
