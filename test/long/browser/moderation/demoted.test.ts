import t from 'tap'

import { comes } from '../../../support/browser/comes.ts'
import { Stage } from '../../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('a moderator is demoted while what only moderators may do is open', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const mary = await stage.person('Mary', phone)
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), mary.register(), charles.register()])
  const memberIds = [await mary.ownId(), await charles.ownId()]
  await ada.request('POST', '/conversations/groups', { name: 'Engine', visibility: 'closed', memberIds })
  for (const one of [ada, mary]) {
    await one.row('Engine').click()
    await one.page.getByRole('button', { name: 'Details' }).click()
  }
  const panel = mary.page.getByRole('complementary')
  const dialog = mary.page.getByRole('dialog')
  const turn = async (item: string) => {
    await ada.page.getByRole('button', { name: 'Actions for Mary' }).click()
    await ada.page.getByRole('menuitem', { name: item }).click()
  }
  const promote = async () => {
    await turn('Make moderator')
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Make moderator' }).click()
    await panel.getByRole('button', { name: 'Add people' }).waitFor()
  }
  const demote = async () => {
    await turn('Make member again')
    await comes(t, () => panel.getByRole('button', { name: 'Add people' }).count(), 0)
  }
  const openForm = async () => {
    await panel.getByRole('button', { name: 'More' }).click()
    await mary.page.getByRole('menuitem', { name: 'Edit' }).click()
    await dialog.getByLabel('Description').waitFor()
  }
  const refused = 'Only the owner and the moderators of the group may do this.'

  await t.test('she describes the group, and is not asked who joins it', async (t) => {
    await promote()
    await openForm()
    await comes(t, () => dialog.getByRole('radio').count(), 0)
    await dialog.getByLabel('Description').fill(`https://example.org/engine${'\nOn Thursdays'.repeat(100)}`)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await panel.getByRole('link', { name: 'https://example.org/engine' }).waitFor()
    const box = panel.getByRole('group', { name: 'Description' })
    await comes(t, () => box.evaluate((one) => one.scrollHeight > one.clientHeight), true, 'as long as it is')
    await ada.sees('Mary changed the description.')
  })

  await t.test('the form says that it is not hers any more, and keeps what she wrote', async (t) => {
    await openForm()
    await dialog.getByLabel('Topic').fill('Anew')
    await demote()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').filter({ hasText: refused }).waitFor()
    await comes(t, () => dialog.getByLabel('Topic').inputValue(), 'Anew')
    await mary.page.keyboard.press('Escape')
  })

  await t.test('so does the question whether to remove somebody', async () => {
    await promote()
    await panel.getByRole('button', { name: 'Actions for Charles' }).click()
    await mary.page.getByRole('menuitem', { name: 'Remove from the group' }).click()
    await demote()
    await dialog.getByRole('button', { name: 'Remove from the group' }).click()
    await mary.page.getByText(refused).waitFor()
    await ada.page.getByRole('button', { name: 'Actions for Charles' }).waitFor()
  })

  const complaints = stage.complaints().filter((complaint) => !complaint.includes('status of 403'))
  t.same(complaints, [])
})
