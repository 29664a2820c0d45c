import t from 'tap'

import { actorPassword } from '../../support/app/actor.ts'
import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

t.test('people mention each other, at a desk and on a phone', async (t) => {
  const stage = await Stage.open(t)
  const [anna, bela] = [await stage.actor('ada', 'Ada'), await stage.actor('ben', 'Ben Bell')]
  const id = await anna.group('Engine', '', [bela])
  await anna.say(id, 'Tea at four?')
  const [ada, ben] = [await stage.person('Ada'), await stage.person('Ben', phone)]
  await ada.page.goto(`/c/${id}`)
  await ada.signIn(actorPassword)
  await ada.sees('Tea at four?')
  await ben.page.goto('/')
  await ben.signIn(actorPassword)
  const offered = ada.page.getByRole('listbox', { name: 'Members' }).getByRole('option')
  const row = ben.row('Engine')

  await t.test('by the keyboard, from those who are there', async (t) => {
    await ada.composer.focus()
    await ada.composer.pressSequentially('Hi @')
    await offered.first().waitFor()
    await comes(t, () => offered.count(), 2, 'all, for who owns the group, and Ben')
    await ada.types('b')
    await offered.filter({ hasText: 'Ben Bell' }).waitFor()
    await comes(
      t,
      () => ada.composer.getAttribute('aria-activedescendant'),
      await offered.first().getAttribute('id'),
    )
    await ada.types('Enter')
    await comes(t, () => ada.composer.inputValue(), 'Hi @ben ')
    for (const text of ['`@be', 'x@be', '```\n@be']) {
      await ada.composer.fill('')
      await ada.composer.pressSequentially('@be')
      await offered.first().waitFor()
      await ada.composer.fill(text)
      await offered.first().waitFor({ state: 'detached' })
    }
    await ada.composer.fill('Hi @ben, and `@ben`')
    await ada.types('Enter')
  })

  await t.test(
    'whom it is for sees that in the list, and finds it there and among all mentions',
    async (t) => {
      await row.filter({ hasText: 'You are mentioned' }).waitFor()
      await ben.page.getByRole('button', { name: 'Mentions' }).tap()
      await ben.page.getByRole('heading', { name: 'Mentions' }).waitFor()
      const hit = ben.page.getByRole('list', { name: 'Mentions' }).getByRole('link', { name: 'Hi @ben' })
      await hit.click({ delay: 100 })
      const chip = ben.message('Hi').locator('.mention')
      await chip.waitFor()
      await comes(t, () => chip.textContent(), '@Ben Bell', 'once, not in code')
      await comes(t, () => chip.getAttribute('class'), /own/)
      t.match(new URL(ben.page.url()).pathname, /^\/c\/[^/]+\/\d+$/)
    },
  )

  await t.test('by the name that somebody has now, which leads to them', async (t) => {
    await bela.call('PATCH', '/me', { displayName: 'Benjamin' })
    await bela.say(id, 'It is me')
    await ada.page.reload()
    await ada.sees('It is me') // which moves what is above it
    await ada.rests()
    const chip = ada.message('Hi').locator('.mention')
    await chip.filter({ hasText: '@Benjamin' }).waitFor()
    await comes(t, () => chip.getAttribute('title'), '@ben')
    await chip.click({ delay: 100 })
    await ada.page.getByRole('heading', { name: 'Benjamin' }).first().waitFor()
    await ada.page.goBack()
  })

  await t.test('also where the message is changed while the name is pressed', async () => {
    const message = ada.message('Hi')
    const pin = `/conversations/${id}/messages/${await message.getAttribute('data-seq')}/pin`
    await anna.call('PUT', pin, {})
    await message.locator('.pin-mark').waitFor()
    await ada.rests()
    await message.locator('.mention').hover()
    await ada.page.mouse.down()
    await anna.call('DELETE', pin, {})
    await message.locator('.pin-mark').waitFor({ state: 'detached' })
    await ada.page.mouse.up()
    await ada.page.getByRole('heading', { name: 'Benjamin' }).first().waitFor()
    await ada.page.goBack()
  })

  await t.test('who may not mention all is told that it is text', async (t) => {
    await ben.composer.fill('Tea, @all!')
    await ben.page.getByRole('button', { name: 'Send' }).tap()
    await ben.toast('Only the owner').waitFor()
    await comes(t, () => ben.message('Tea, @all!').locator('.mention').count(), 0)
    await ada.composer.fill('Cake, @all!')
    await ada.types('Enter')
    await ada.message('Cake').locator('.mention.own').waitFor()
  })

  await t.test('a muted group may tell of mentions alone', async () => {
    await ben.page.goto(`/c/${id}/details`)
    await ben.page.getByRole('button', { name: 'Mute' }).tap()
    await ben.page.getByRole('menuitem', { name: 'Mentions only' }).tap()
    await ben.page.getByRole('menuitem', { name: 'Until I turn it back on' }).tap()
    await ben.page.getByRole('button', { name: 'Unmute' }).waitFor()
    await ben.page.goto('/')
    await row.filter({ hasText: 'Muted' }).waitFor()
    await ada.say('more tea')
    await row.filter({ hasText: 'more tea' }).waitFor()
    await row.filter({ hasNotText: 'You are mentioned' }).waitFor()
    await ada.say('@ben, more tea')
    await row.filter({ hasText: 'You are mentioned' }).waitFor()
  })

  t.same(stage.complaints(), [], 'nobody’s browser complains')
})
