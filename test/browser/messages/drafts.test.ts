import t, { type Test } from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import { Person } from '../../support/browser/person.ts'
import { until } from '../../support/until.ts'

/** Ada in her notes, and in another tab of her browser. */
async function twoTabs(t: Test) {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  await ada.register()
  await ada.page.getByRole('button', { name: 'New conversation' }).first().click()
  await ada.page.getByRole('dialog').getByText('Notes to yourself').click()
  await ada.composer.waitFor()
  const other = new Person('Ada', await ada.page.context().newPage())
  await other.page.goto(ada.page.url())
  await other.composer.waitFor()
  return { stage, ada, other }
}

const holds = (person: Person, text: string) =>
  until(
    async () => (await person.composer.inputValue()) === text,
    `the box of ${person.name} holds “${text}”`,
  )

const arrived = async (person: Person, text: string) => {
  await person.sees(text)
  await person.message(text).getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
}

t.test('two tabs have one draft', async (t) => {
  const { stage, ada, other } = await twoTabs(t)

  await t.test('what is typed in one stands in the other, where one goes on', async (t) => {
    await ada.composer.pressSequentially('A letter, as long as ')
    await holds(other, 'A letter, as long as ')
    await other.composer.pressSequentially('letters are')
    await holds(ada, 'A letter, as long as letters are')
    t.pass()
  })

  await t.test('what one sends is gone in the other, and cannot be sent again from there', async (t) => {
    await ada.composer.press('Enter')
    await arrived(ada, 'A letter')
    await holds(other, '')
    await other.composer.press('Enter')
    await other.page.reload()
    await other.sees('A letter')
    await comes(t, () => other.composer.inputValue(), '')
    await comes(t, () => other.message('A letter').count(), 1)
  })

  await t.test('what is typed in both at once is not doubled', async (t) => {
    const [small, large] = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    await Promise.all([
      ada.composer.pressSequentially(small, { delay: 15 }),
      other.composer.pressSequentially(large, { delay: 15 }),
    ])
    const boxes = () => Promise.all([ada, other].map(({ composer }) => composer.inputValue()))
    await until(async () => new Set(await boxes()).size === 1, 'both hold the same')
    const [text = ''] = await boxes()
    t.equal(new Set(text).size, text.length, text)
    await ada.composer.fill('')
    await holds(other, '')
  })

  await t.test('a tab that hears nothing takes nothing away, and sends nothing that was sent', async (t) => {
    await other.composer.fill('Said once')
    await holds(ada, 'Said once')
    await ada.page.evaluate(() =>
      addEventListener('storage', (event) => event.stopImmediatePropagation(), true),
    )
    // Nor does it hear from the server what the other tab has saved there.
    await ada.page.route('**/api/v1/me/drafts*', (route) => route.abort())
    // Only what is listened to later is kept from hearing, so the page begins anew.
    await ada.page.addInitScript(() =>
      addEventListener('storage', (event) => event.stopImmediatePropagation(), true),
    )
    await ada.page.reload()
    await holds(ada, 'Said once')
    await other.composer.press('Enter')
    await arrived(other, 'Said once')
    await comes(t, () => ada.composer.inputValue(), 'Said once', 'it has not heard')
    await ada.composer.press('Enter')
    await holds(ada, '')
    const isSafe = async () => !(await ada.drafts()).includes('Said once')
    await until(isSafe, 'what was sent is no draft any more')
    await other.composer.fill('A second letter')
    await ada.composer.pressSequentially('x')
    await holds(ada, 'A second letter\nx')
    await holds(other, 'A second letter\nx')
    await ada.composer.pressSequentially('y')
    await holds(other, 'A second letter\nxy')
    await ada.page.reload()
    await ada.sees('Said once')
    await comes(t, () => ada.message('Said once').count(), 1)
  })

  await t.test('a word that is being composed is not disturbed, and nothing is lost of either', async (t) => {
    await other.composer.fill('')
    const session = await other.page.context().newCDPSession(other.page)
    await other.page.bringToFront()
    await other.composer.focus()
    await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
    await ada.page.reload()
    await holds(ada, 'に')
    await ada.composer.fill('から')
    await other.row('Notes').getByText('から').waitFor()
    await session.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 })
    await comes(t, () => other.composer.inputValue(), 'にほ')
    await session.send('Input.insertText', { text: '日本' })
    await holds(other, 'から\n日本')
  })

  t.same(stage.complaints(), [])
})

t.test('an edit under way is kept like a draft', async (t) => {
  const { stage, ada, other } = await twoTabs(t)
  await ada.page.bringToFront()
  for (const text of ['First', 'Second']) {
    await ada.say(text)
    await arrived(ada, text)
  }
  const bar = ada.page.getByText('Editing a message')
  const edits = async (text: string) => {
    await bar.waitFor()
    await holds(ada, text)
  }

  await t.test('through settings, a reload, and another tab', async (t) => {
    await ada.composer.fill('A draft')
    await ada.chooses('Edit', 'Second')
    await bar.waitFor()
    await ada.composer.pressSequentially(', changed')
    await ada.page.getByRole('link', { name: 'Profile and settings' }).click()
    await ada.composer.waitFor({ state: 'detached' })
    await ada.row('Notes').getByText('A draft').waitFor()
    await ada.row('Notes').click()
    await edits('Second, changed')
    await ada.page.reload()
    await edits('Second, changed')
    await other.page.reload()
    await holds(other, 'Second, changed')
    t.pass()
  })

  await t.test('the one last worked on, and the bar says which', async (t) => {
    const of = (text: string) => ada.page.locator('.edit-bar').getByText(text, { exact: true }).waitFor()
    await of('Second')
    await ada.chooses('Edit', 'First')
    await bar.waitFor()
    await ada.composer.pressSequentially(', later')
    await of('First')
    await ada.page.reload()
    await edits('First, later')
    await of('First')
    await ada.chooses('Edit', 'Second')
    await ada.page.reload()
    await edits('Second, changed')
    await of('Second')
    await ada.chooses('Edit', 'First')
    await edits('First, later')
    t.equal(
      await ada.page.locator('.edit-excerpt').evaluate((it) => getComputedStyle(it).whiteSpace),
      'nowrap',
    )
    await ada.composer.press('Escape')
    await edits('Second, changed')
    t.pass()
  })

  await t.test('beneath that of another message, which comes first', async (t) => {
    await ada.chooses('Edit', 'First')
    await edits('First')
    await ada.composer.pressSequentially(', too')
    await ada.composer.press('Enter')
    await ada.message('First, too').waitFor()
    await edits('Second, changed')
    await ada.composer.press('Enter')
    await ada.message('Second, changed').waitFor()
    await bar.waitFor({ state: 'hidden' })
    await holds(ada, 'A draft')
    await holds(other, 'A draft')
    await comes(
      t,
      () => other.page.getByText('Editing a message').isVisible(),
      false,
      'it is done with everywhere',
    )
  })

  await t.test('is given up when one wants it, and not by looking away', async (t) => {
    await ada.chooses('Edit', 'First')
    await bar.waitFor()
    await ada.composer.pressSequentially(', or not')
    await ada.composer.press('Escape')
    await holds(ada, 'A draft')
    await ada.page.reload()
    await holds(ada, 'A draft')
    await comes(t, () => bar.isVisible(), false)
    await ada.sees('First, too') // which the copy on this device may be behind
  })

  await t.test('says when the message was changed meanwhile', async (t) => {
    await ada.chooses('Edit', 'First')
    await bar.waitFor()
    await ada.composer.pressSequentially(', here')
    await holds(ada, 'First, too, here')
    const path = `/conversations/${new URL(ada.page.url()).pathname.split('/').at(-1)}/messages/1`
    await ada.request('PATCH', path, { text: 'First, elsewhere' })
    await ada.page.getByText('Editing a message that was changed meanwhile').waitFor()
    await comes(t, () => ada.composer.inputValue(), 'First, too, here')
    await ada.page.reload()
    await ada.sees('First, elsewhere')
    await ada.page.getByText('Editing a message that was changed meanwhile').waitFor()
    await ada.composer.press('Enter')
    await ada.message('First, too, here').waitFor()
    await holds(ada, 'A draft')
  })

  await t.test('and when it was deleted, is left as a draft', async (t) => {
    await ada.chooses('Edit', 'Second')
    await bar.waitFor()
    await ada.composer.pressSequentially(', and lost?')
    const path = `/conversations/${new URL(ada.page.url()).pathname.split('/').at(-1)}/messages/2`
    await ada.request('DELETE', path, {})
    await ada.page.getByText('The message was deleted.').first().waitFor()
    await holds(ada, 'A draft\nSecond, changed, and lost?')
    await holds(other, 'A draft\nSecond, changed, and lost?')
    await comes(t, () => bar.isVisible(), false)
  })

  t.same(stage.complaints(), [])
})
