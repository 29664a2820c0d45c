import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('a group is for announcements, and for everybody again', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada')
  const ben = await stage.person('Ben', phone)
  await Promise.all([ada.register(), ben.register()])
  const memberIds = [await ben.ownId()]
  await ada.request('POST', '/conversations/groups', { name: 'News', visibility: 'closed', memberIds })
  await ada.row('News').click()
  await ben.row('News').click()
  await ben.say('First')
  await ben.composer.fill('half a sentence')
  await ada.page.getByRole('button', { name: 'Details' }).click()

  const letWrite = async (who: string) => {
    await ada.choosesOfGroup('Edit the group')
    await ada.page.getByLabel('Who can write').selectOption(who)
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await ada.page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  await t.test('a member reads a sentence where they wrote, and reacts', async (t) => {
    await letWrite('Only the owner and moderators')
    await comes(t, () => ben.foot.innerText(), /Only the owner and moderators write here/)
    await comes(t, () => ben.composer.count(), 0)
    await ben.sees('Ada made this a group for announcements: its owner and moderators write.')
    await ada.say('The mill opens on Monday')
    await ben.sees('The mill opens on Monday')
    const chip = (person: typeof ada, name: string) =>
      person.message('The mill opens on Monday').getByRole('button', { name })
    await ben.holds(ben.message('The mill opens on Monday').first())
    await comes(t, () => ben.page.getByRole('menuitem', { name: 'Reply' }).count(), 0)
    await ben.page.getByRole('button', { name: 'React with 👍' }).tap()
    await chip(ada, '👍, 1 reaction').click()
    await chip(ben, '👍, 2 reactions').waitFor()
    await ada.page
      .getByRole('complementary')
      .getByText('Announcements: the owner and moderators write')
      .waitFor()
  })

  await t.test('what they had begun to write is there again when they may', async (t) => {
    await letWrite('Everybody')
    await comes(t, () => ben.composer.inputValue(), 'half a sentence')
    await ben.say('Thank you')
    await ada.sees('Thank you')
  })

  t.same(stage.complaints(), [])
})
