import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('who is added reads from then on, and once it is set otherwise, everything', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const mary = await stage.person('Mary', phone)
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), mary.register(), charles.register()])
  await ada.request('POST', '/conversations/groups', { name: 'Engine', visibility: 'closed', memberIds: [] })
  await ada.row('Engine').click()
  await ada.say('The plan is a secret')
  const panel = ada.page.getByRole('complementary')
  const dialog = ada.page.getByRole('dialog')
  const setting = async (label: string) => {
    await ada.choosesOfGroup('Edit the group')
    await dialog.getByRole('group', { name: 'New members see' }).getByText(label, { exact: true }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
  }
  const add = async (name: string) => {
    await panel.getByRole('button', { name: 'Add people' }).click()
    await dialog
      .getByRole('combobox')
      .or(dialog.getByRole('searchbox'))
      .or(dialog.getByRole('textbox'))
      .first()
      .fill(name)
    await dialog.getByText(`@${name}`).click()
    await dialog.getByRole('button', { name: /^Add/ }).last().click()
  }

  await t.test('the owner sets it, and the details say it', async () => {
    await ada.page.getByRole('button', { name: 'Details' }).click()
    await setting('From when they join')
    await ada.sees('You set that new members read from when they join.')
    await panel.getByText('New members read from when they join').waitFor()
  })

  await t.test('a newcomer sees nothing older, and an answer to it as from before', async (t) => {
    await add('mary')
    await ada.sees('You added Mary.')
    await mary.row('Engine').click()
    await mary.sees('Ada added you.')
    await mary.page.getByText('You read from here on.').waitFor()
    await ada.chooses('Reply', 'The plan is a secret')
    await ada.say('As I said')
    await mary.sees('As I said')
    await mary.sees('From before you joined')
    await comes(t, () => mary.message('As I said').locator('a.quote').count(), 0, 'it leads nowhere')
    await comes(t, () => mary.page.getByText('secret').count(), 0)
    await mary.page.reload()
    await mary.sees('From before you joined')
    await comes(t, () => mary.page.getByText('secret').count(), 0)
  })

  await t.test(
    'one who comes after it is set otherwise sees everything, the first one no more',
    async (t) => {
      await setting('All messages')
      await ada.sees('You set that new members read all messages.')
      await mary.sees('Ada set that new members read all messages.')
      await add('charles')
      await charles.row('Engine').click()
      await charles.sees('The plan is a secret')
      await comes(t, () => mary.page.getByText('secret').count(), 0)
      await comes(t, () => panel.getByText('New members read from when they join').count(), 0)
    },
  )

  t.same(stage.complaints(), [])
})
