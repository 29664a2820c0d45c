import t from 'tap'

import { actorPassword } from '../../../support/app/actor.ts'
import { comes } from '../../../support/browser/comes.ts'
import { Stage } from '../../../support/browser/stage.ts'

t.test('who owns a group deletes what members wrote, and all see who did', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben')]
  const id = await anna.group('Tea', '', [bela])
  await anna.say(id, 'Welcome')
  await bela.say(id, 'Buy my tea')
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben')]
  for (const person of [ada, ben]) {
    await person.page.goto(`/c/${id}`)
    await person.signIn(actorPassword)
    await person.sees('Buy my tea')
  }
  await ben.presses('Message actions', 'Welcome')
  await ben.page.getByRole('menuitem', { name: 'Show profile' }).waitFor()
  await comes(t, () => ben.page.getByRole('menuitem', { name: 'Delete for everyone' }).count(), 0)
  await ben.types('Escape')

  await ada.chooses('Delete for everyone', 'Buy my tea')
  const question = ada.page.getByRole('dialog')
  await question.getByText('Ben’s message disappears for everyone.').waitFor()
  await question.getByRole('button', { name: 'Delete for everyone' }).click()
  for (const person of [ada, ben]) await person.sees('Deleted by a moderator.')
  await comes(t, () => ben.message('Buy my tea').count(), 0)

  await ben.say('Sorry')
  await ben.chooses('Delete', 'Sorry')
  await ben.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await ada.sees('This message was deleted.')
  t.same(stage.complaints(), [])
})
