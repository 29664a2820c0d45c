import t from 'tap'

import { PresenceWatch } from '../../../web/src/realtime/presence-watch.ts'
import type { Asking, Reply } from '../../../web/src/realtime/replies.ts'
import { emptyChat } from '../../../web/src/state/chat.ts'
import { Value } from '../../../web/src/state/observable.ts'
import { failed, refusal, success } from '../../../web/src/state/result.ts'
import { me, peer } from '../../support/models/truth.ts'
import { until } from '../../support/until.ts'

const problem = {
  type: 'about:blank',
  title: 'Too many requests.',
  status: 429,
  code: 'rate_limited',
  retryAfterSeconds: 0,
} as const

t.test('a watch that is refused for now is asked for again', async (t) => {
  const asked: Asking[] = []
  const replies: Reply[] = [failed(refusal(problem, null))]
  const watch = new PresenceWatch(new Value(emptyChat(me)), async (frame) => {
    asked.push(frame)
    return replies[asked.length - 1] ?? success(null)
  })
  watch.watch([peer])
  await until(() => asked.length === 2, 'it is asked again')
  const frame = { type: 'watch', userIds: [peer] }
  t.same(asked, [frame, frame])
})
