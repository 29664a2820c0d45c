import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import { password } from '../../support/browser/person.ts'

const expected = /status of (401|403|400)/

t.test('one’s own profile and account', async (t) => {
  const stage = await Stage.open(t)
  const ada = await stage.person('Ada', { timezoneId: 'Europe/London' })
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), charles.register()])
  await charles.startWith(ada)
  await charles.say('Who are you?')

  await t.test('what one tells of oneself is what others see', async (t) => {
    await ada.page.goto('/settings')
    await ada.page.getByLabel('Name', { exact: true }).fill('Ada King')
    await ada.page.getByLabel('Pronouns').fill('she/her')
    await ada.page.getByLabel('Country').selectOption({ label: 'United Kingdom' })
    await ada.page.getByLabel('City').fill('London')
    await comes(
      t,
      () => ada.page.getByLabel('Time zone').inputValue(),
      'Europe/London',
      'as the browser has it',
    )
    await comes(
      t,
      () => ada.page.getByLabel('Who sees your location').inputValue(),
      'contacts',
      'until one says more',
    )
    await comes(t, () => ada.page.getByLabel('Latitude').isVisible(), false)
    await ada.page.getByText('More about where you are').click()
    await ada.page.getByLabel('Latitude').fill('51.5072')
    await ada.page.getByLabel('Longitude').fill('-0.1276')
    await ada.page.getByLabel('Who sees your location').selectOption({ label: 'Everyone' })
    await ada.page.getByRole('button', { name: 'Save' }).click()
    await ada.toast('Saved').waitFor()
    await charles.page.reload()
    await charles.page.getByRole('button', { name: 'Details' }).click()
    const panel = charles.page.getByRole('complementary')
    await panel.getByRole('heading', { name: 'Ada King' }).waitFor()
    await panel.getByText('London, United Kingdom').waitFor()
    await panel.getByText('51.5° N, 0.1° W').waitFor()
    await comes(t, () => panel.getByText('51.50').count(), 0, 'finer coordinates are thrown away')
  })

  await t.test('a refusal stands beside the field it speaks of', async (t) => {
    await ada.page.getByLabel('Time zone').fill('Mars/Olympus')
    await ada.page.getByRole('button', { name: 'Save' }).click()
    await ada.page.getByText('This time zone is not known.').waitFor()
    const field = ada.page.getByLabel('Time zone')
    await comes(t, () => field.getAttribute('aria-invalid'), 'true')
    await comes(
      t,
      () => field.evaluate((input) => input === document.activeElement),
      true,
      'and it has the focus',
    )
  })

  await t.test('also of a field that is folded away', async (t) => {
    await ada.page.getByLabel('Time zone').fill('Europe/London')
    await ada.page.getByLabel('Longitude').fill('')
    await ada.page.getByText('More about where you are').click()
    await comes(t, () => ada.page.getByLabel('Longitude').isVisible(), false)
    await ada.page.getByRole('button', { name: 'Save' }).click()
    await ada.page.getByLabel('Longitude').waitFor()
    await comes(t, () => ada.page.getByLabel('Longitude').getAttribute('aria-invalid'), 'true')
    await ada.page.getByRole('button', { name: 'Discard changes' }).click()
  })

  await t.test('a password is changed with the one before it', async (t) => {
    await ada.page.getByRole('link', { name: 'Password' }).click()
    await ada.page.getByLabel('Current password').fill('a wrong password')
    await ada.page.getByLabel('New password').fill('a sentence that is new')
    await ada.page.getByRole('button', { name: 'Change password' }).click()
    await ada.page.getByText('This is not your current password.').waitFor()
    await ada.page.getByLabel('Current password').fill(password)
    await ada.page.getByRole('button', { name: 'Change password' }).click()
    await ada.page.getByText('Your password is changed.').waitFor()
    t.pass()
  })

  await t.test('another session is seen, and ended', async (t) => {
    const elsewhere = await stage.person('Ada')
    await elsewhere.page.goto('/')
    await elsewhere.signIn('a sentence that is new')
    await elsewhere.row('Charles').waitFor()
    await ada.page.getByRole('link', { name: 'Sessions' }).click()
    await ada.page.getByText('This device').waitFor()
    await ada.page.getByRole('button', { name: /^End the session on/ }).click()
    await elsewhere.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await ada.page.getByRole('link', { name: 'Activity' }).click()
    await ada.page.getByText('Password changed').waitFor()
    t.pass()
  })

  t.same(
    stage.complaints().filter((complaint) => !expected.test(complaint)),
    [],
  )
})

t.test('on a phone there is one thing at a time', async (t) => {
  const stage = await Stage.open(t)
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const ada = await stage.person('Ada', phone)
  const charles = await stage.person('Charles')
  await Promise.all([ada.register(), charles.register()])
  await charles.startWith(ada)
  await charles.say('Are you out?')

  await ada.row('Charles').tap()
  await ada.sees('Are you out?')
  await comes(t, () => ada.row('Charles').isVisible(), false)
  const box = await ada.composer.boundingBox()
  t.ok(box && box.y + box.height > phone.viewport.height - 40, 'one writes at the lower edge')
  await ada.composer.fill('Yes')
  await ada.tapsEnter()
  await ada.composer.pressSequentially('and walking')
  await ada.page.getByRole('button', { name: 'Send' }).tap()
  await charles.sees('and walking')
  await comes(t, () => charles.message('and walking').count(), 1, 'Enter on a phone is a new line')

  await ada.page.getByRole('button', { name: 'Details' }).tap()
  await ada.page.getByText('@charles').waitFor()
  await comes(t, () => ada.composer.isVisible(), false)
  await ada.page.goBack()
  await ada.composer.waitFor()
  await ada.page.getByRole('button', { name: 'Back' }).tap()
  await ada.row('Charles').waitFor()
  await comes(t, async () => ada.page.url(), /\/$/)

  const overflow = await ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  t.ok(overflow <= 0, 'nothing sticks out to the side')
  t.same(stage.complaints(), [])
})
