import t from 'tap'

import { Actor, actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('one jumps to whatever has a name', async (t) => {
  const stage = await Stage.open(t)
  const actor = (username: string, name: string) => new Actor(stage.server.url).register(username, name)
  const ada = await actor('ada', 'Ada')
  const [ben, lea] = [await actor('ben', 'Ben'), await actor('lea', 'Léa Moreau')]
  await actor('omar', 'عُمر حدّاد')
  await ben.say(await ada.direct(ben), 'The boats are in')
  await lea.say(await lea.group('Boathouse', '', [ada]), 'Keys are in the bag')
  const reader = await stage.person('Ada')
  const { page } = reader
  await page.goto('/')
  await reader.signIn(actorPassword)
  await reader.rowNamed('Boathouse').waitFor()
  const dialog = page.getByRole('dialog', { name: 'Jump to' })
  const options = dialog.getByRole('option')
  const chosen = dialog.getByRole('option', { selected: true })
  const opens = async (typed: string) => {
    await page.keyboard.press('Control+k')
    await dialog.waitFor()
    await page.keyboard.type(typed)
  }

  await t.test('to a conversation, with what was typed marked', async (t) => {
    await opens('BÓAT')
    await dialog.locator('mark').getByText('Boat').first().waitFor()
    await comes(t, () => chosen.textContent(), /^Boathouse/)
    await page.keyboard.press('Enter')
    await reader.sees('Keys are in the bag')
    await comes(t, () => dialog.count(), 0)
    await comes(t, () => reader.focused(), 'Message', 'one can write at once')
  })

  await t.test('back to the one before, which comes first', async () => {
    await opens('')
    await page.keyboard.press('Enter')
    await reader.sees('The boats are in')
  })

  await t.test('to somebody with whom one does not talk yet, in whatever script', async (t) => {
    await opens('عمر')
    await options.filter({ hasText: '@omar' }).waitFor()
    await page.keyboard.press('Escape')
    await opens('@le')
    await options.filter({ hasText: 'Léa Moreau' }).waitFor()
    await comes(t, () => options.count(), 1, 'people only')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Léa Moreau' }).first().waitFor()
  })

  await t.test('to what can be done, by the arrow keys', async (t) => {
    await opens('access')
    await options.filter({ hasText: 'Access tokens' }).waitFor()
    while (!(await chosen.textContent())?.startsWith('Access tokens')) await page.keyboard.press('ArrowDown')
    await comes(
      t,
      () => dialog.getByRole('combobox').getAttribute('aria-activedescendant'),
      await chosen.getAttribute('id'),
      'which is spoken',
    )
    await page.keyboard.press('Enter')
    await page.waitForURL('**/settings/tokens')
    await opens('Quay')
    await options.filter({ hasText: 'Create a group “' }).click()
    const form = page.getByRole('dialog', { name: 'New conversation' })
    await comes(t, () => form.getByLabel('Name of the group').inputValue(), 'Quay')
    await page.keyboard.press('Escape')
  })

  await t.test('and into all messages', async (t) => {
    await opens('boats')
    await page.keyboard.press('Control+Enter')
    await comes(t, () => page.getByRole('searchbox').inputValue(), 'boats')
    const hits = page.getByRole('region', { name: 'Messages' }).getByRole('link')
    await hits.filter({ hasText: 'The boats are in' }).click()
    await reader.sees('The boats are in')
    await page.getByRole('searchbox').fill('')
  })

  await t.test('or to the next conversation, and learns which keys do what', async (t) => {
    await reader.rowNamed('Boathouse').waitFor()
    const titles = page.locator('.conversation-row[aria-current]')
    const open = async () => (await titles.textContent()) ?? ''
    const names = await page.locator('.row-name').allTextContents()
    const at = names.findIndex((name) => name === 'Ben')
    await page.keyboard.press('Alt+ArrowDown')
    t.match(await open(), names[at + 1] ?? 'Ben')
    await page.keyboard.press('Alt+ArrowUp')
    t.match(await open(), 'Ben')
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await page.keyboard.press('Control+/')
    await keys.waitFor()
    await page.keyboard.press('Escape')
    await reader.composer.press('?')
    await comes(t, () => reader.composer.inputValue(), '?', 'it is a letter where one writes')
    await comes(t, () => keys.count(), 0)
    await page.getByRole('button', { name: 'Details' }).press('?')
    await keys.waitFor()
  })

  t.same(stage.complaints(), [])
})
