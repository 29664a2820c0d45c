import t from 'tap'

import { comes } from '../support/browser/comes.ts'
import { Stage } from '../support/browser/stage.ts'
import type { Person } from '../support/browser/person.ts'
import { until } from '../support/until.ts'

/** How many people's presence this person's page wants to know, as it has last told the server. */
function watchedBy({ page }: Person): () => number {
  let watched = 0
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const frame: { type?: string; userIds?: string[] } = JSON.parse(payload.toString())
      if (frame.type === 'watch') watched = frame.userIds?.length ?? 0
    }),
  )
  return () => watched
}

t.test('a group is made, found, joined, filled and left', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const charles = await stage.person('Charles')
  const mary = await stage.person('Mary')
  const watched = watchedBy(ada)
  await Promise.all([ada.register(), charles.register(), mary.register()])

  await ada.opens('New group')
  const dialog = ada.page.getByRole('dialog')
  await dialog.getByLabel('Name of the group').fill('Analytical Engine')
  await dialog.getByLabel('Topic').fill('Punched cards')
  await dialog.getByText('Anyone').click()
  await dialog.getByPlaceholder('Find people').fill('char')
  await until(() => watched() === 1, 'whether who is found is online')
  await dialog.getByText('@charles').click()
  await dialog.getByRole('button', { name: 'Create the group' }).click()
  await ada.sees('You added Charles.')
  await ada.page.getByText('2 members').first().waitFor()

  await charles.row('Analytical Engine').click()
  await charles.sees('Ada created the group.')

  await mary.opens('Open groups')
  // All open groups are listed until then, in rows that give way.
  const found = mary.page.waitForResponse(/\/groups\?q=analyt/)
  await mary.page.getByPlaceholder('Find open groups').fill('analyt')
  await (await found).finished()
  await mary.page.getByRole('button', { name: 'Join: Analytical Engine' }).click()
  await mary.sees('You joined.')
  await mary.say('What a fine machine')
  await ada.sees('What a fine machine')
  await charles.sees('What a fine machine')

  await ada.page.getByRole('button', { name: 'Details' }).click()
  const panel = ada.page.getByRole('complementary')
  await panel.getByText('@mary').waitFor()
  await until(() => watched() === 3, 'it is known who of the three is online')

  await t.test('news do not take the focus from a button', async (t) => {
    await panel.getByRole('button', { name: 'Mute' }).focus()
    await mary.say('Is anybody there?')
    await ada.sees('Is anybody there?')
    await comes(t, () => ada.focused(), 'Mute')
  })

  await t.test('its owner renames it, and everyone sees it', async (t) => {
    await ada.choosesOfGroup('Edit the group')
    await dialog.getByLabel('Name of the group').fill('Difference Engine')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await mary.row('Difference Engine').waitFor()
    await mary.sees('Ada named the group “Difference Engine”.')
    t.pass()
  })

  await t.test('its owner removes somebody, who is told', async (t) => {
    await panel.getByRole('button', { name: 'Actions for Charles' }).click()
    await ada.page.getByRole('menuitem', { name: 'Remove' }).click()
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await charles.page.getByText('You are no longer in Difference Engine.').waitFor()
    await charles.row('Difference Engine').waitFor({ state: 'detached' })
    await comes(t, async () => charles.page.url(), /\/$/)
    await until(() => watched() === 2, 'nobody wants to know any more whether Charles is online')
  })

  await t.test('a member has no power over the others', async (t) => {
    await mary.page.getByRole('button', { name: 'Details' }).click()
    await mary.page.getByRole('complementary').getByText('@ada').waitFor()
    await comes(t, () => mary.page.getByRole('button', { name: /^Actions for/ }).count(), 0)
    await mary.page.getByRole('complementary').getByRole('button', { name: 'More' }).click()
    await comes(t, () => mary.page.getByRole('menuitem', { name: 'Leave the group' }).count(), 1)
    await comes(t, () => mary.page.getByRole('menuitem', { name: 'Close the group' }).count(), 0)
    await mary.page.keyboard.press('Escape')
  })

  await t.test('its owner adds somebody again', async (t) => {
    await panel.getByRole('button', { name: 'Add people' }).click()
    await dialog.getByPlaceholder('Find people').fill('charles')
    await dialog.getByText('@charles').click()
    await dialog.getByRole('button', { name: 'Add 1 person' }).click()
    await charles.row('Difference Engine').waitFor()
    t.pass()
  })

  await t.test('the owner hands it over before leaving', async (t) => {
    await ada.choosesOfGroup('Leave the group')
    await dialog.getByRole('button', { name: 'Leave' }).click()
    await ada.page.getByText('Hand the group over to somebody else').waitFor()
    await panel.getByRole('button', { name: 'Actions for Mary' }).click()
    await ada.page.getByRole('menuitem', { name: 'Make owner' }).click()
    await dialog.getByRole('button', { name: 'Make owner' }).click()
    await mary.page.getByRole('button', { name: 'Add people' }).waitFor()
    await ada.sees('You handed the group over to Mary.')
    await panel.getByRole('button', { name: 'Add people' }).waitFor({ state: 'detached' })
    await ada.choosesOfGroup('Leave the group')
    await dialog.getByRole('button', { name: 'Leave' }).click()
    await ada.row('Difference Engine').waitFor({ state: 'detached' })
    await mary.sees('Ada left.')
    t.pass()
  })

  await t.test('closing it takes it from everyone', async (t) => {
    await mary.choosesOfGroup('Close the group')
    await mary.page.getByRole('dialog').getByRole('button', { name: 'Close the group' }).click()
    await mary.row('Difference Engine').waitFor({ state: 'detached' })
    await charles.row('Difference Engine').waitFor({ state: 'detached' })
    t.pass()
  })

  t.same(
    stage.complaints().filter((complaint) => !complaint.includes('409')),
    [],
  )
})
