import t from 'tap'

import { Actor, actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('a name that is not known yet is shown in the list once it is', async (t) => {
  const stage = await Stage.open(t)
  const actor = (username: string, name: string) => new Actor(stage.server.url).register(username, name)
  const [omar, mia, ada] = [await actor('omar', 'Omar'), await actor('mia', 'Mia'), await actor('ada', 'Ada')]
  const id = await omar.group('Tea', '', [ada, mia])
  await omar.say(id, 'who brings the cups?')
  const reader = await stage.person('Ada')
  const asked = Promise.withResolvers<void>()
  await reader.page.route('**/users/by-id?*', async (route) => {
    await asked.promise
    await route.continue()
  })
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  const last = reader.rowNamed('Tea').locator('.row-last')
  await last.getByText('who brings the cups?').waitFor()
  await mia.say(id, 'I do')
  await last.getByText('Someone').waitFor()
  await comes(t, () => last.textContent(), /I do/)
  asked.resolve()
  await last.getByText('Mia').waitFor()
  t.same(stage.complaints(), [])
})
