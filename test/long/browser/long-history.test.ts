import { randomUUID } from 'node:crypto'

import type { ClientId, ConversationId, UserId } from '@parley/shared'
import t, { type Test } from 'tap'

import { openMessageStore } from '../../../api/src/adapters/sqlite-messages/message-store.ts'
import { Actor, actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import type { Person } from '../../support/browser/person.ts'

const messages = 10_000
const batch = 1_000
const renderedMost = 300

const textOf = (number: number): string => `Message ${number}. ${'and more '.repeat(number % 30)}`

/** Straight into the store, while no server has it open. */
async function write(dataDir: string, conversationId: ConversationId, senderId: UserId): Promise<void> {
  const store = await openMessageStore({ dataDir })
  for (let from = 1; from <= messages; from += batch) {
    const drafts = Array.from({ length: batch }, (_, at) => ({
      conversationId,
      senderId,
      clientId: randomUUID() as ClientId,
      text: textOf(from + at),
      system: null,
      createdAt: new Date(),
    }))
    await store.append(drafts)
  }
  await store.close()
}

/** Somebody with a very long conversation, all of it read. */
async function setUp(t: Test) {
  const stage = await Stage.open(t)
  const ada = await new Actor(stage.server.url).register('ada', 'Ada')
  const charles = await new Actor(stage.server.url).register('charles', 'Charles')
  const id = await ada.direct(charles)
  await stage.server.stop()
  await write(stage.dataDir, id, charles.id)
  await stage.server.start()
  await ada.call('PUT', `/conversations/${id}/read`, { seq: messages })
  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  await reader.row('Charles').click()
  return { stage, charles, id, reader }
}

const rendered = (reader: Person): Promise<number> => reader.log.locator('.rows [data-row]').count()

/** The numbers of the messages in the page, as they stand. */
async function numbers(reader: Person): Promise<number[]> {
  const texts = await reader.log.locator('.message-text').allTextContents()
  return texts.map((text) => Number(/Message (\d+)/.exec(text)?.[1]))
}

const inOrder = (found: readonly number[]): boolean =>
  found.every((number, at) => at === 0 || number === (found[at - 1] ?? 0) + 1)

t.test('a conversation of ten thousand messages', async (t) => {
  const { stage, charles, id, reader } = await setUp(t)

  await t.test('opens at its end, with a part of it in the page', async (t) => {
    await reader.sees(`Message ${messages}.`)
    await comes(t, () => reader.message(`Message ${messages}.`).isVisible(), true)
    t.ok((await rendered(reader)) <= renderedMost)
  })

  await t.test(
    'shows what fits on a screen with the click that opens it, and the rest a moment later',
    async (t) => {
      await reader.page.goBack()
      await reader.page.setViewportSize({ width: 1280, height: 4_000 })
      const atOnce = await reader.page.evaluate(() => {
        document.querySelector<HTMLElement>('nav a[href^="/c/"]')?.click()
        return document.querySelectorAll('.rows [data-row]').length
      })
      t.ok(atOnce > 0 && atOnce <= 40, `${atOnce} rows at once`)
      await reader.page.waitForFunction(() => document.querySelectorAll('.rows [data-row]').length > 40)
      await comes(t, () => reader.message(`Message ${messages}.`).isVisible(), true)
      await reader.page.setViewportSize({ width: 1280, height: 800 })
      await reader.rests()
      await reader.page.waitForFunction(() =>
        [...document.querySelectorAll('.skeleton .bone')].every(
          (bone) => !bone.checkVisibility({ contentVisibilityAuto: true }), // far out of sight nothing moves
        ),
      )
    },
  )

  await t.test('is read far upward without a hole, and the page does not grow', async (t) => {
    await reader.page.mouse.move(700, 400)
    let most = 0
    let lowest = messages
    for (let turns = 0; turns < 2_000 && lowest > messages - 1_500; turns += 1) {
      // Who has come to the very top keeps their place when older messages come above it.
      await reader.hasAbove(1)
      await reader.page.mouse.wheel(0, -4_000)
      await reader.page.waitForTimeout(30)
      most = Math.max(most, await rendered(reader))
      if (turns % 10 !== 0) continue
      const found = await numbers(reader)
      lowest = Math.min(...found)
      if (!inOrder(found)) t.fail(`not in order: ${found.join()}`)
    }
    t.ok(lowest <= messages - 1_500, `it came to message ${lowest}`)
    t.ok(most <= renderedMost, `at most ${most} rows`)
  })

  await t.test('one button leads back to its end, where news arrive', async (t) => {
    await reader.rests()
    await reader.page.getByRole('button', { name: 'Jump to the latest' }).click()
    await reader.sees(`Message ${messages}.`)
    const titles = await reader.page.evaluateHandle(() => {
      const all: string[] = []
      new MutationObserver(() => all.push(document.title)).observe(document.head, {
        childList: true,
        subtree: true,
      })
      return all
    })
    await charles.say(id, 'Are you through?')
    await reader.sees('Are you through?')
    t.strictSame(await titles.jsonValue(), [], 'what comes before one’s eyes is not counted as unread')
    await comes(t, () => reader.message('Are you through?').isVisible(), true)
    await reader.say('Nearly')
    await reader.message('Nearly').getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' })
    t.ok((await rendered(reader)) <= renderedMost)
  })

  t.same(stage.complaints(), [])
})
