import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('the owner of a group makes a moderator, who looks after it', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const mary = await stage.person('Mary', phone)
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), mary.register(), charles.register()])
  const memberIds = [await mary.ownId(), await charles.ownId()]
  await ada.request('POST', '/conversations/groups', { name: 'Engine', visibility: 'closed', memberIds })
  await ada.row('Engine').click()
  const panel = ada.page.getByRole('complementary')
  const dialog = ada.page.getByRole('dialog')

  await mary.row('Engine').click()
  await charles.row('Engine').click()
  await charles.say('Something rude')
  await mary.sees('Something rude')

  await t.test('a member may do nothing with the others', async (t) => {
    await mary.page.getByRole('button', { name: 'Details' }).click()
    await mary.page.getByRole('complementary').getByText('@ada').waitFor()
    await comes(t, () => mary.page.getByRole('button', { name: /^Actions for/ }).count(), 0)
    await comes(t, () => mary.page.getByRole('button', { name: 'Add people' }).count(), 0)
  })

  await t.test('as a moderator she may, at once and on her phone', async (t) => {
    await ada.page.getByRole('button', { name: 'Details' }).click()
    await panel.getByRole('button', { name: 'Actions for Mary' }).click()
    await ada.page.getByRole('menuitem', { name: 'Make moderator' }).click()
    await dialog.getByRole('button', { name: 'Make moderator' }).click()
    await ada.sees('You made Mary a moderator.')
    await panel.getByText('Moderator', { exact: true }).waitFor()
    await mary.page.getByRole('button', { name: 'Add people' }).waitFor()
    await comes(t, () => mary.page.getByRole('button', { name: /^Actions for/ }).count(), 1, 'Charles alone')
    await mary.page.getByRole('button', { name: 'Actions for Charles' }).click()
    await comes(t, () => mary.page.getByRole('menuitem').allInnerTexts(), ['Remove from the group'])
    await mary.page.keyboard.press('Escape')
  })

  await t.test('everybody can look up who may do what', async (t) => {
    await mary.page.getByRole('complementary').getByRole('button', { name: 'More' }).click()
    await mary.page.getByRole('menuitem', { name: 'Who may do what' }).click()
    const table = mary.page.getByRole('dialog').getByRole('table')
    await comes(t, () => table.getByRole('columnheader').allInnerTexts(), [
      'What',
      'Owner',
      'Moderator',
      'Member',
    ])
    const row = table.getByRole('row', { name: 'Close the group' })
    const answers = () => row.getByRole('img').evaluateAll((all) => all.map((one) => one.ariaLabel))
    await comes(t, answers, ['yes', 'no', 'no'])
    await mary.page.keyboard.press('Escape')
  })

  await t.test('she deletes what somebody else wrote', async (t) => {
    await mary.page.goBack()
    await mary.holds(mary.message('Something rude').first())
    await mary.page.getByRole('menuitem', { name: 'Delete for everyone' }).click()
    await mary.page.getByRole('dialog').getByRole('button', { name: 'Delete for everyone' }).click()
    await charles.sees('Deleted by a moderator.')
    await comes(t, () => ada.message('Something rude').count(), 0)
  })

  await t.test('as a member again she may do none of it any more, without a reload', async (t) => {
    await mary.page.getByRole('button', { name: 'Details' }).click()
    await mary.page.getByRole('button', { name: 'Add people' }).waitFor()
    await panel.getByRole('button', { name: 'Actions for Mary' }).click()
    await ada.page.getByRole('menuitem', { name: 'Make member again' }).click()
    await ada.sees('You made Mary a member again.')
    await comes(t, () => mary.page.getByRole('button', { name: /^Actions for/ }).count(), 0)
    await comes(t, () => mary.page.getByRole('button', { name: 'Add people' }).count(), 0)
  })

  t.same(stage.complaints(), [])
})
