import { limits } from '@parley/shared'
import t from 'tap'

import { openChat } from '../../support/app/chat-services.ts'

t.test('Only one’s own devices are told, and of what changes nothing nobody is', async (t) => {
  const chat = await openChat(t)
  const [ada, ben] = await chat.people('ada', 'ben')
  const conversationId = await chat.direct(ada, ben)
  chat.parts.bus.take()
  const { drafts } = chat.parts
  const edit = { text: '  Tea?  ', replyTo: 3, fileCount: 1, baseVersion: 0 }
  const draft = await drafts.save(ben, conversationId, edit)
  await drafts.save(ben, conversationId, edit)
  await t.rejects(drafts.save(ben, conversationId, { text: 'older', baseVersion: 0 }), {
    code: 'draft_outdated',
    draft,
  })
  const cleared = await drafts.save(ben, conversationId, { text: ' \n ', baseVersion: 1 })
  t.match(draft, { conversationId, text: 'Tea?', replyTo: 3, fileCount: 1, version: 1 })
  t.match(cleared, { text: '', replyTo: null, fileCount: 0, version: 2, updatedAt: null })
  t.same(chat.parts.bus.take(), [
    { topic: `user:${ben.userId}`, event: { type: 'draft', draft } },
    { topic: `user:${ben.userId}`, event: { type: 'draft', draft: cleared } },
  ])
})

t.test('Who has as many drafts as one can, or saves too often, is told in a sentence', async (t) => {
  const chat = await openChat(t)
  const [ada, ben] = await chat.people('ada', 'ben')
  const conversationId = await chat.direct(ada, ben)
  const { drafts } = chat.parts
  await chat.parts.pretendDrafts(ben.userId, limits.draftsMax)
  await t.rejects(drafts.save(ben, conversationId, { text: 'Tea?', baseVersion: 0 }), {
    code: 'too_many_drafts',
    message: /Send or remove one first/,
  })
  for (let at = 0; at < limits.draftsPerTenSecondsMax; at += 1) await drafts.clear(ada, conversationId, at)
  await t.rejects(drafts.clear(ada, conversationId, 0), { code: 'rate_limited' })
})
