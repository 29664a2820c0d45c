import t from 'tap'

import { RealtimeTest } from '../../support/app/realtime.ts'
import { presenceAudienceSuite } from './suite.ts'

/** What is told at once does not wait for the versions to be compared. */
const instance = await RealtimeTest.start(t, { realtime: { compareIntervalMs: 600_000 } })

presenceAudienceSuite(t, { ofAnn: instance, ofOthers: instance })

t.test('an audience that was stored and could not be told of is noticed', async (t) => {
  const untold = await RealtimeTest.start(t, { realtime: { compareIntervalMs: 100 } })
  const [ann, ben] = await untold.people('ann', 'ben')
  await untold.direct(ann, ben)
  const [atAnn, atBen] = [await untold.connect(ann), await untold.connect(ben)]
  for (const [client, { user }] of [
    [atAnn, ben],
    [atBen, ann],
  ] as const) {
    await client.request({ type: 'watch', userIds: [user.id] })
    t.match(await client.next('presence'), { people: [{ online: true }] })
  }
  await untold.app.parts.stores.users.update(ann.user.id, { privacy: { presence: 'nobody' } })
  for (const client of [atAnn, atBen])
    t.match(await client.next('presence'), { people: [{ online: false, lastSeenAt: null }] })
})
