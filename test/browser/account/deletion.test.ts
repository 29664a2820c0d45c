import t from 'tap'

import { password } from '../../support/browser/person.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('a deleted account leaves its messages without a name', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles] = [await stage.person('Ada'), await stage.person('Charles')]
  await Promise.all([ada.register(), charles.register()])
  await charles.startWith(ada)
  await charles.say('Who are you?')
  await ada.row('Charles').click()
  await ada.say('Nobody, soon')
  await charles.sees('Nobody, soon')
  await ada.page.goto('/settings/account')
  await ada.page.getByLabel('Your password').fill(password)
  await ada.page.getByRole('button', { name: 'Delete my account' }).click()
  await ada.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  await charles.page.reload()
  await charles.row('Deleted account').waitFor()
  await charles.sees('Nobody, soon')
  t.same(
    stage.complaints().filter((complaint) => !complaint.includes('status of 401')),
    [],
  )
})
