import type { Locator, Page } from 'playwright-core'
import t, { type Test } from 'tap'

import { Actor, actorPassword } from '../../support/app/actor.ts'
import { Stage } from '../../support/browser/stage.ts'
import type { Person } from '../../support/browser/person.ts'

const sizes = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
  { width: 1280, height: 800 },
]
const long =
  'A sentence that goes on for so long that it needs several lines wherever it is shown, as some do. '

interface World {
  readonly stage: Stage
  readonly ada: Actor
  readonly omar: Actor
  readonly reader: Person
}

async function setUp(t: Test): Promise<World> {
  const stage = await Stage.open(t)
  const actor = (username: string, name: string) => new Actor(stage.server.url).register(username, name)
  const [ada, omar] = [await actor('ada', 'Ada'), await actor('omar', 'Omar')]
  await actor('hubert', 'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Third of X')
  const reader = await stage.person('Ada')
  await reader.page.goto('/')
  await reader.signIn(actorPassword)
  await reader.page.getByRole('button', { name: 'New conversation' }).first().waitFor()
  return { stage, ada, omar, reader }
}

/** Whether all of it is in sight, and a click on its corners and its middle meets it. */
const isInReach = (control: Locator): Promise<boolean> =>
  control.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    const places = [
      [x, y],
      [x, top + 2],
      [x, bottom - 2],
    ] as const
    return places.every(([atX, atY]) => element.contains(document.elementFromPoint(atX, atY)))
  })

async function formsEnd(t: Test, { reader }: World): Promise<void> {
  const { page } = reader
  for (const size of sizes) {
    await page.setViewportSize(size)
    await page.goto('/')
    await reader.opens('New group')
    const dialog = page.getByRole('dialog')
    const create = dialog.getByRole('button', { name: 'Create the group' })
    t.ok(await isInReach(create), `${size.width} × ${size.height}`)
    await create.click()
    await dialog.locator('[aria-invalid]').waitFor()
    t.ok(await isInReach(create), `${size.width} × ${size.height}, after an error`)
    t.ok(await isInReach(dialog.getByRole('button', { name: 'Close' })), 'and so is the way out')
    await dialog.getByPlaceholder('Find people').fill('omar')
    await dialog.getByText('@omar').click()
    t.ok(await isInReach(create), `${size.width} × ${size.height}, with somebody chosen`)
    await dialog.getByPlaceholder('Find people').fill('hubert')
    await dialog.getByText('@hubert').click()
    t.ok(await isInReach(dialog.getByRole('button', { name: /Hubert/ })), 'a chosen long name is cut')
    const width = (element: Element) => element.scrollWidth - element.clientWidth
    t.equal(await dialog.evaluate(width), 0, 'and makes nothing wider')
    await dialog.getByLabel('Name of the group').fill(`Group ${size.width}`)
    await page.route('**/groups', (route) => route.abort(), { times: 1 })
    await create.click()
    const why = dialog.getByRole('alert').filter({ hasText: 'cannot be reached' })
    await why.waitFor()
    t.ok(await isInReach(why), 'why it failed is in sight')
    t.ok(await isInReach(create), `${size.width} × ${size.height}, without a network`)
    await page.keyboard.press('Escape')
  }
}

/** Resolves when toasts lie where they stay. */
const toastsRest = (page: Page) =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1)
      await new Promise((resolve) => requestAnimationFrame(resolve))
  })

async function copiesLastMessage({ page }: Person): Promise<void> {
  await page.locator('.message').last().hover()
  await page.getByRole('button', { name: 'Message actions' }).last().click()
  await page.getByRole('menuitem', { name: 'Copy text' }).click()
  await page.locator('.toast').last().waitFor()
  await toastsRest(page)
}

async function noticesCoverNothing(t: Test, { ada, omar, reader }: World): Promise<void> {
  const { page } = reader
  const id = await omar.direct(ada)
  await omar.say(id, 'Hello')
  for (const size of sizes) {
    const named = (what: string) => `${what}, ${size.width} × ${size.height}`
    await page.setViewportSize(size)
    await page.goto(`/c/${id}`)
    await reader.sees('Hello')
    await copiesLastMessage(reader)
    t.ok(await isInReach(reader.composer), named('the composer'))
    await reader.composer.fill(long.repeat(3))
    await toastsRest(page)
    t.ok(await isInReach(reader.composer), named('the composer that grew'))
    t.ok(await isInReach(page.getByRole('button', { name: 'Send' })), named('its button'))
    t.ok(await isInReach(page.locator('.toast button').last()), named('and the notice itself'))
    await reader.composer.fill('')

    for (const section of ['profile', 'privacy']) {
      await page.goto(`/settings/${section}`)
      const save = page.getByRole('button', { name: 'Save' })
      await save.click()
      await page.locator('.toast').last().waitFor()
      for (const block of ['end', 'center', 'nearest'] as const) {
        await save.evaluate((button, place) => button.scrollIntoView({ block: place }), block)
        await toastsRest(page)
        t.ok(await isInReach(save), named(`Save in ${section}, at the ${block}`))
      }
    }
  }
}

async function rowsAreEqual(t: Test, { ada, omar, reader }: World): Promise<void> {
  const { page } = reader
  const groups = await Promise.all(
    ['Quiet', 'Loud', 'Muted and loud', 'Muted', 'Drafted'].map((name) => ada.group(name, '', [omar])),
  )
  const [, loud = '', mutedLoud = '', muted = '', drafted = ''] = groups
  for (const id of [mutedLoud, muted])
    await ada.call('PATCH', `/conversations/${id}/membership`, { muted: true })
  for (const id of [loud, mutedLoud]) await omar.say(id as never, 'ปู่ 你好 👩‍💻')
  await page.goto(`/c/${drafted}`)
  await reader.composer.fill('A draft')
  await page.goto('/')
  await reader.row('Draft: ').waitFor()
  await reader.row('1 unread').first().waitFor()
  for (const size of sizes) {
    await page.setViewportSize(size)
    const heights = await page
      .locator('.conversation-row')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height))
    t.ok(heights.length > 5)
    t.same([...new Set(heights)], [heights[0]], `${size.width} px`)
  }
}

t.test('what one needs is in reach', async (t) => {
  const world = await setUp(t)
  await t.test('the button that ends a form', (t) => formsEnd(t, world))
  await t.test('and whatever a short notice stands beside', (t) => noticesCoverNothing(t, world))
  await t.test('in a list whose rows are as high as each other', (t) => rowsAreEqual(t, world))
  t.same(
    world.stage.complaints().filter((complaint) => !complaint.includes('status of 400')),
    [],
  )
})
