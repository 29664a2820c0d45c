import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('an owner mutes a member for a time, who writes again afterwards', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.group('Engine', '', [bela])
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben', phone)]
  for (const person of [ada, ben]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.composer.waitFor()
  }
  const line = ben.foot.getByText('A moderator has muted you here for a time.')
  const panel = ada.page.getByRole('complementary')
  const actions = async (item: string) => {
    await panel.getByRole('button', { name: 'Actions for Ben' }).click()
    await ada.page.getByRole('menuitem', { name: item }).click()
  }

  await t.test('meanwhile one sees in place of the message box until when, and whom to ask', async (t) => {
    await ben.page.context().setOffline(true)
    await ben.say('Sent while away')
    await ben.keeps('sending', 'Sent while away')
    await ben.composer.fill('Half a thought')
    await ada.page.getByRole('button', { name: 'Details' }).click()
    await actions('Mute in this group…')
    const dialog = ada.page.getByRole('dialog')
    await dialog.getByLabel('For how long').selectOption('1 hour')
    await dialog.getByRole('button', { name: 'Mute', exact: true }).click()
    await panel.getByText(/^Muted until \d/).waitFor()
    await ben.page.context().setOffline(false)
    await line.waitFor()
    await comes(t, () => ben.composer.isVisible(), false)
    await ben.foot.getByRole('link', { name: 'Questions? Write to Ada' }).tap()
    await ben.page.getByRole('heading', { name: 'Ada' }).waitFor()
    await ben.page.goBack()
    await line.waitFor()
    await comes(t, () => ada.message('Sent while away').count(), 0, 'it waits')
  })

  await t.test('it is lifted, and what waited is sent by itself, once, and the draft is there', async (t) => {
    await actions('End the mute')
    await ben.composer.waitFor()
    await ada.sees('Sent while away')
    await comes(t, () => ben.composer.inputValue(), 'Half a thought')
    await comes(t, () => panel.getByText(/^Muted until/).count(), 0)
    await ben.say('And now')
    await ada.sees('And now')
    await comes(t, () => ada.message('Sent while away').count(), 1, 'once')
  })

  await t.test('it ends by itself, and what waited is sent, once', async (t) => {
    await ben.page.context().setOffline(true)
    await ben.say('Sent at the end')
    await ben.keeps('sending', 'Sent at the end')
    await ben.composer.fill('Another thought')

    const until = new Date(Date.now() + 8_000).toISOString()
    await anna.call('PUT', `/conversations/${id}/silences/${bela.id}`, { until })
    await ben.page.context().setOffline(false)
    await line.waitFor()
    await ben.composer.waitFor()
    await ada.sees('Sent at the end')
    await comes(t, () => ben.composer.inputValue(), 'Another thought')
    await ben.say('The end')
    await ada.sees('The end')
    await comes(t, () => ada.message('Sent at the end').count(), 1, 'once')
  })
  const refused = /status of 403|silenced/
  t.same(
    stage.complaints().filter((complaint) => !refused.test(complaint)),
    [],
  )
})
