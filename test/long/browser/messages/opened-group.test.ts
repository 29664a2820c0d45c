import t from 'tap'

import { comes } from '../../../support/browser/comes.ts'
import { Stage } from '../../../support/browser/stage.ts'

t.test('a group that is opened keeps what was written before among those who were in it', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles, mary] = [
    await stage.person('Ada'),
    await stage.person('Charles'),
    await stage.person('Mary'),
  ]
  await Promise.all([ada.register(), charles.register(), mary.register()])
  const dialog = ada.page.getByRole('dialog')
  await ada.opens('New group')
  await dialog.getByLabel('Name of the group').fill('Analytical Engine')
  await dialog.getByPlaceholder('Find people').fill('char')
  await dialog.getByText('@charles').click()
  await dialog.getByRole('button', { name: 'Create the group' }).click()
  await ada.sees('You added Charles.')
  await ada.say('The plan is a secret')

  await ada.page.getByRole('button', { name: 'Details' }).click()
  await ada.choosesOfGroup('Edit the group')
  await dialog.getByText('What was written until then stays with its members.').click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await ada.sees('You opened the group: whoever joins from now on reads from here.')
  await charles.row('Analytical Engine').click()
  await charles.sees('Ada opened the group: whoever joins from now on reads from here.')
  await charles.sees('The plan is a secret')

  await mary.opens('Open groups')
  await mary.page.getByPlaceholder('Find open groups').fill('analyt')
  await mary.page.getByRole('button', { name: 'Join: Analytical Engine' }).click()
  await mary.sees('You joined.')
  const beginning = 'You read from here on. Earlier messages stay with those who were here.'
  await mary.page.getByText(beginning).waitFor()
  await mary.sees('Ada opened the group')
  await comes(t, () => mary.log.locator('.spinner').count(), 0, 'nothing more is loaded')

  await ada.chooses('Edit', 'The plan is a secret')
  await ada.composer.fill('The plan is another secret')
  await ada.composer.press('Enter')
  await charles.sees('The plan is another secret')
  await ada.say('Welcome, Mary')
  await mary.sees('Welcome, Mary')
  await mary.page.reload()
  await mary.sees('Welcome, Mary')
  await mary.page.getByText(beginning).waitFor()
  await comes(t, () => mary.page.getByText('secret').count(), 0)
  t.equal((await mary.page.getByText('You joined.').count()) > 0, true)
  t.same(stage.complaints(), [])
})
