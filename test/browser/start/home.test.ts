import type { ConversationSummary } from '@parley/shared'
import t from 'tap'

import { Actor } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import { until } from '../../support/until.ts'

t.test('the first minutes', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const { page } = ada
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await ada.register('Ada Lovelace')
  const main = page.getByRole('main')

  await t.test('the first one has the address for the others', async (t) => {
    await main.getByRole('heading', { name: 'You are the first here' }).waitFor()
    const { origin } = new URL(page.url())
    await main.getByText(origin, { exact: true }).waitFor()
    await main.getByRole('button', { name: 'Copy the address' }).click()
    await ada.toast('Copied').waitFor()
    t.equal(await page.evaluate(() => navigator.clipboard.readText()), origin)
    const code = main.getByRole('img', { name: 'QR code of the address' })
    await code.waitFor()
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'))
    const [ground, squares] = await code.evaluate((drawn) => {
      const { backgroundColor, fill } = getComputedStyle(drawn)
      return [backgroundColor, fill]
    })
    t.equal(ground, 'rgb(255, 255, 255)', 'it is white in every theme')
    t.equal(squares, 'rgb(30, 34, 58)', 'and what is on it is dark')
  })

  await t.test('and can begin alone, on a phone as well', async (t) => {
    await main.getByRole('button', { name: 'Create a group' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name of the group').waitFor()
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 390, height: 844 })
    const list = page.getByRole('navigation', { name: 'Conversations' })
    await list.getByRole('heading', { name: 'You are the first here' }).waitFor()
    await list.getByRole('button', { name: 'Write yourself a note' }).click()
    await page.getByText('Only you can see this').waitFor()
    await page.setViewportSize({ width: 1280, height: 800 })
    await comes(t, async () => page.url(), /\/c\//)
  })

  const ben = await new Actor(stage.server.url).register('ben', 'Ben')
  const garden = await ben.group('Roof garden', 'Beans', [], 'open')
  await ben.goOnline()

  await t.test('whoever talks with nobody yet sees with whom they could', async () => {
    await page.goto('/')
    await main.getByRole('heading', { name: /^Good (morning|afternoon|evening), Ada$/ }).waitFor()
    await main.getByRole('region', { name: 'People here' }).getByRole('button', { name: /Ben/ }).waitFor()
    await main.getByRole('region', { name: 'Your own' }).getByRole('button', { name: /Notes/ }).waitFor()
  })

  await t.test('then home has what waits, who is here, and groups to join', async (t) => {
    const { conversation } = await ben.call<ConversationSummary>('POST', '/conversations/direct', {
      userId: await ada.ownId(),
    })
    await ben.say(conversation.id, 'Are you there?')
    const waiting = main.getByRole('region', { name: 'Waiting for you' })
    await waiting.getByRole('link', { name: /Ben.*Are you there\?.*1 unread/ }).waitFor()
    await main.getByRole('region', { name: 'Here now' }).getByRole('link', { name: /Ben/ }).waitFor()
    await main.getByText(/One person is here\.$/).waitFor()
    await main.getByRole('region', { name: 'People here' }).waitFor({ state: 'hidden' })
    await main.getByRole('button', { name: 'Join: Roof garden' }).click()
    await ada.sees('You joined.')
    t.match(page.url(), new RegExp(garden))
    await ada.composer.fill('Half a thou')
    await ada.rowNamed('Ben').click()
    await ada.sees('Are you there?')
    const read = async () =>
      (await ben.call<ConversationSummary>('GET', `/conversations/${conversation.id}`)).peerReadSeq
    await until(async () => (await read()) === 1, 'the server knows that it was read')
    await page.goto('/')
    await waiting.getByRole('link', { name: /Roof garden.*Draft: Half a thou/ }).waitFor()
    await waiting.getByRole('link', { name: /Ben/ }).waitFor({ state: 'detached' })
  })

  t.same(stage.complaints(), [])
})

t.test('whoever merely sees nobody is not told to be the first', async (t) => {
  const stage = await Stage.open(t, { PEOPLE_DIRECTORY: 'groups' })
  await stage.actor('grace', 'Grace')
  const ada = await stage.person('Ada')
  await ada.register()
  await ada.page.getByText('Bring somebody').first().waitFor()
  await comes(t, () => ada.page.getByText('You are the first here').count(), 0)
})
