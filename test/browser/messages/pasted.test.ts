import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import { until } from '../../support/until.ts'

t.test('what is pasted is sent without what nobody can see', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const flag = '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'
  await ada.register(`\u001b${flag} Ada\u000b`)
  await ada.page.getByRole('button', { name: 'New conversation' }).first().click()
  await ada.page.getByRole('dialog').getByText('Notes to yourself').click()
  await ada.composer.waitFor()
  const send = ada.page.locator('button.send')

  await t.test('of nothing else nothing is sent', async (t) => {
    for (const unseen of [' ', '\u3164', '\u2800\n', '\ufe0f', '\u001b\u034f']) {
      await ada.composer.fill(unseen)
      await until(async () => (await send.getAttribute('aria-disabled')) === 'true', 'the button is off')
      await ada.composer.press('Enter')
      await comes(t, () => ada.composer.inputValue(), unseen, 'it stays in the box')
    }
    await comes(t, () => ada.log.getByRole('article').count(), 0)
  })

  await t.test('a message and its change', async () => {
    await ada.say('form\ffeed \u001b[1mbold \u0085 \u06dd')
    const sending = ada.message('[1mbold').getByRole('img', { name: 'Sending' })
    await sending.waitFor({ state: 'detached' })
    await ada.sees('[1mbold')
    await ada.chooses('Edit', '[1mbold')
    await ada.say('\u000bedited\u0007 words')
    await ada.message('edited words').getByText('edited', { exact: true }).waitFor()
  })

  await t.test('a name, and what is around a username', async (t) => {
    const initials = ada.page.locator('.avatar').filter({ hasText: flag })
    await comes(t, () => initials.first().textContent(), flag)
    await ada.page.context().clearCookies()
    await ada.page.goto('/')
    await ada.page.getByLabel('Username').fill('\u00a0Ada\u200b ')
    await ada.page.getByLabel('Password').fill('a sentence nobody else has')
    await ada.page.getByRole('button', { name: 'Sign in' }).click()
    await ada.row('Notes').waitFor()
  })
  // Shown first is what was kept, until the server says that the session has ended.
  const complaints = stage.complaints().filter((complaint) => !complaint.includes('status of 401'))
  t.same(complaints, [])
})
