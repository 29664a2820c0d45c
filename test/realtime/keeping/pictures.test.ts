import type { ConversationSummary, Me, ServerFrameOf } from '@parley/shared'
import sharp from 'sharp'
import t, { type Test } from 'tap'

import type { Person } from '../../support/app/app.ts'
import { RealtimeTest } from '../../support/app/realtime.ts'
import { signIn } from '../../support/app/sign-in.ts'
import { setPicture } from '../../support/files/uploads.ts'

const tea = await sharp({ create: { width: 90, height: 80, channels: 3, background: '#0a0' } })
  .png()
  .toBuffer()

async function set<Answer>({ app }: RealtimeTest, person: Person, path: string): Promise<Answer> {
  const reply = await setPicture(app, person, path, tea)
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return reply.json<Answer>()
}

/** Ann with two devices, Bob who shows her, and Cleo who does not. */
async function begin(t: Test) {
  const test = await RealtimeTest.start(t)
  const [ann, bob, cleo] = await test.people('ann', 'bob', 'cleo')
  const atAnn = [await test.connect(ann), await test.connect(await signIn(test.app, ann))]
  const [atBob, atCleo] = [await test.connect(bob), await test.connect(cleo)]
  await atBob.request({ type: 'watch', userIds: [ann.user.id] })
  return { test, ann, bob, cleo, atAnn, atBob, atCleo }
}

t.test(
  'A picture and a name are told to one’s devices and to who shows one, and to nobody else',
  async (t) => {
    const { test, ann, atAnn, atBob, atCleo } = await begin(t)
    const { picture } = await set<Me>(test, ann, '/me/picture')
    await test.call(ann, 'PATCH', '/me', { displayName: 'Ann of Tea' })
    await test.call(ann, 'DELETE', '/me/picture')
    await test.call(ann, 'PATCH', '/me', { bio: 'Tea.' })
    for (const device of [...atAnn, atBob]) {
      const people = [1, 2, 3].map(async () => (await device.next('person-changed')).person)
      const [first, second, third] = await Promise.all(people)
      t.match(first, { id: ann.user.id, displayName: 'Ann', picture })
      t.match(second, { displayName: 'Ann of Tea', picture })
      t.notOk('picture' in (third ?? {}))
    }
    for (const device of [...atAnn, atBob, atCleo])
      t.notOk((await device.rest()).some(({ type }) => type === 'person-changed'))
  },
)

t.test('The picture of a group is told to its members with a line of the system', async (t) => {
  const { test, ann, bob, atAnn, atBob, atCleo } = await begin(t)
  const wanted = { name: 'Tea', visibility: 'open', memberIds: [bob.user.id] }
  const group = await test.call<ConversationSummary>(ann, 'POST', '/conversations/groups', wanted)
  const { id } = group.conversation
  const { conversation } = await set<ConversationSummary>(test, ann, `/conversations/${id}/picture`)
  t.ok(conversation.version > group.conversation.version)
  for (const device of [...atAnn, atBob]) {
    const isNow = (frame: ServerFrameOf<'conversation-changed'>) =>
      frame.conversation.version === conversation.version
    const { picture } = (await device.next('conversation-changed', isNow)).conversation
    t.equal(picture, conversation.picture)
    const kinds = (await device.rest()).map((frame) => frame.type === 'message' && frame.message.system?.kind)
    t.ok(kinds.includes('picture-changed'))
  }
  t.notOk(JSON.stringify(await atCleo.rest()).includes(id))
})
