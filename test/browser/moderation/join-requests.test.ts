import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('people ask to join a closed group, and a moderator decides', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const mary = await stage.person('Mary', phone)
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), mary.register(), charles.register()])
  const memberIds = [await mary.ownId()]
  await ada.request('POST', '/conversations/groups', { name: 'Engine', visibility: 'closed', memberIds })
  const list = mary.page.getByRole('dialog')

  await t.test('the owner lets it be found', async (t) => {
    await ada.row('Engine').click()
    await ada.page.getByRole('button', { name: 'Details' }).click()
    const panel = ada.page.getByRole('complementary')
    await panel.getByRole('button', { name: 'More' }).click()
    await ada.page.getByRole('menuitem', { name: 'Edit the group' }).click()
    const form = ada.page.getByRole('dialog')
    await form.getByLabel('Can be found; people may ask to join').check()
    await form.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('Closed: people ask to join, or are invited').waitFor()
    await panel.getByRole('button', { name: 'Join requests' }).waitFor()
    await panel.getByRole('button', { name: 'Actions for Mary' }).click()
    await ada.page.getByRole('menuitem', { name: 'Make moderator' }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Make moderator' }).click()
    await mary.row('Engine').click()
    await mary.page.getByRole('button', { name: 'Details' }).click()
    await mary.page.getByRole('button', { name: 'Join requests' }).click()
    await list.getByText('Nobody asks to join.').waitFor()
    await comes(t, () => list.getByRole('listitem').count(), 0)
  })

  const home = charles.page.getByRole('region', { name: 'Open groups' })
  await t.test('he asks, takes it back and asks again; she sees each live', async (t) => {
    await charles.page.reload()
    await home.getByRole('button', { name: 'Ask to join: Engine' }).click()
    const ask = charles.page.getByRole('dialog')
    await ask.getByLabel('A sentence with it').fill('I built half of it.')
    await ask.getByRole('button', { name: 'Ask to join' }).click()
    await home.getByText('Asked', { exact: true }).waitFor()
    await list.getByText('I built half of it.').waitFor()
    await home.getByRole('button', { name: 'Withdraw: Engine' }).click()
    await comes(t, () => list.getByText('I built half of it.').count(), 0, 'withdrawn')
    await home.getByRole('button', { name: 'Ask to join: Engine' }).click()
    await ask.getByRole('button', { name: 'Ask to join' }).click()
    await list.getByText('@charles').waitFor()
  })

  await t.test('she declines one, and he can ask no more for now without learning it', async (t) => {
    await list.getByRole('button', { name: 'Decline: Charles' }).click()
    await list.getByText('Nobody asks to join.').waitFor()
    await home.getByRole('button', { name: 'Ask to join: Engine' }).waitFor()
    await comes(t, () => charles.row('Engine').count(), 0)
  })

  await t.test('she lets another one in, who is in the group at once', async (t) => {
    const grace = await stage.person('Grace')
    await grace.register()
    await grace.page.getByRole('button', { name: 'Ask to join: Engine' }).click()
    await grace.page.getByRole('dialog').getByRole('button', { name: 'Ask to join' }).click()
    const panel = ada.page.getByRole('complementary')
    await panel.getByRole('button', { name: 'Join requests: 1 person waits' }).waitFor()
    await list.getByRole('button', { name: 'Approve: Grace' }).click()
    await grace.row('Engine').waitFor()
    await ada.sees('Grace joined.')
    await panel.getByRole('button', { name: 'Join requests', exact: true }).waitFor()
    await comes(t, () => list.getByRole('listitem').count(), 0)
  })

  await t.test('as a member again she decides nothing any more', async (t) => {
    await ada.page.getByRole('button', { name: 'Actions for Mary' }).click()
    await ada.page.getByRole('menuitem', { name: 'Make member again' }).click()
    await comes(t, () => list.count(), 0, 'it closes by itself')
    await comes(t, () => mary.page.getByRole('button', { name: 'Join requests' }).count(), 0)
  })

  t.same(stage.complaints(), [])
})
