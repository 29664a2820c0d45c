import type { ConversationId } from '@parley/shared'

import { Actor } from '../../test/support/app/actor.ts'

export interface Scene {
  readonly viewer: string
  readonly group: ConversationId
}

/** Lets time pass on the server. */
export type Pass = (minutes: number) => void

type Cast = Record<'maya' | 'jonas' | 'aiko' | 'lea' | 'omar' | 'tom', Actor>

/** A small office on a working day, as its first member sees it. */
export async function fillScene(url: string, pass: Pass): Promise<Scene> {
  const cast = await people(url)
  await introduce(cast.jonas)
  pass(60 * 24 * 2)
  await lastWeek(cast, pass)
  pass(60 * 30)
  const group = await yesterday(cast, pass)
  pass(60 * 17)
  await today(cast, group, pass)
  for (const present of [cast.jonas, cast.aiko, cast.lea]) await present.goOnline()
  return { viewer: 'maya.okafor', group }
}

async function people(url: string): Promise<Cast> {
  const named = (username: string, name: string) => new Actor(url).register(username, name)
  return {
    maya: await named('maya.okafor', 'Maya Okafor'),
    jonas: await named('jonas', 'Jonas Lindqvist'),
    aiko: await named('aiko.t', '田中 愛子'),
    lea: await named('lea', 'Léa Moreau'),
    omar: await named('omar.h', 'عمر حداد'),
    tom: await named('tom', 'Tom Whitfield'),
  }
}

async function introduce(jonas: Actor): Promise<void> {
  const location = { country: 'SE', region: 'Skåne', city: 'Malmö', timeZone: 'Europe/Stockholm' }
  await jonas.call('PATCH', '/me', {
    bio: 'Prints things. Restores a Heidelberg platen press on weekends, slowly.\nhttps://example.org/press',
    pronouns: 'he/him',
    statusText: 'At the press until four',
    location: { ...location, coordinates: { latitude: 55.6, longitude: 13 } },
    locationAudience: 'everyone',
  })
}

async function lastWeek({ maya, jonas, lea, tom }: Cast, pass: Pass): Promise<void> {
  await maya.say(await maya.direct(maya), 'Order paper: 120 g, natural white, 40 sheets more than last time')
  const board = await maya.group('Board', '', [jonas], 'closed')
  await jonas.say(board, 'Minutes of the last meeting are in the shared folder.')
  pass(60 * 24)
  const climbing = await tom.group('Tuesday climbing', 'Hall at 18:30, rope and shoes', [maya, lea])
  await tom.say(climbing, 'Hall is booked. Who brings the long rope?')
  await lea.say(climbing, 'Me. And cake, if somebody carries it up.')
  await maya.say(climbing, 'I carry cake anywhere')
  const garden = await lea.group('Roof garden', 'Watering, seeds, and who has the key', [tom])
  await lea.say(garden, 'The tomatoes are in.')
}

async function yesterday({ maya, jonas, lea, tom, aiko, omar }: Cast, pass: Pass): Promise<ConversationId> {
  const topic = 'Layout, copy and print of issue 12'
  const group = await maya.group('Autumn issue', topic, [jonas, aiko, lea, omar, tom])
  pass(7)
  await lea.say(group, 'Pages 1 to 24 are final from my side. Have a look when you find a minute.')
  pass(11)
  await tom.say(group, 'Same for the essays. I shortened the second one by a paragraph, it reads better now.')
  await tom.say(group, 'The old version is at https://example.org/drafts/essay-2 if anybody misses it.')
  pass(24)
  await omar.say(await omar.direct(maya), 'صباح الخير! أرسلت لك النص المعدل')
  await maya.say(group, 'Lovely. Jonas, when do you need the files at the latest?')
  await lea.say(await lea.direct(maya), 'Did you see the cover? I moved the title a little higher.')
  return group
}

async function today(
  { maya, jonas, lea, tom, aiko }: Cast,
  group: ConversationId,
  pass: Pass,
): Promise<void> {
  await jonas.say(group, 'Monday at noon. With bleed, please, and with the fonts in them 😄')
  await jonas.say(group, 'I can run a proof tonight if I get the middle section by six.')
  pass(9)
  await jonas.say(await jonas.direct(maya), 'Proofs are ready. Come down when you have a minute.')
  await aiko.say(group, 'The middle section is yours in ten minutes. 写真は全部入りました。')
  pass(3)
  await maya.say(group, 'Then we proof tonight. I will come by the press with something to eat.')
  await aiko.say(await aiko.direct(maya), 'The new type samples are back from the printer. Crisp!')
  pass(16)
  await lea.say(
    group,
    'You are all wonderful. Here is what is left:\n– page numbers in the index\n– the credit on page 31\n– one more look at the cover',
  )
  pass(2)
  await tom.say(group, 'I take the index.')
  pass(1)
}
