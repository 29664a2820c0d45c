import t from 'tap'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'

t.test('the door says whose it is, and helps whoever comes in', async (t) => {
  const stage = await Stage.open(t, { INSTANCE_NAME: 'North Quay', INSTANCE_WELCOME: 'The boats talk here.' })
  const { page, complaints } = await stage.person('Ada')
  await page.goto('/')
  const about = page.getByRole('complementary', { name: 'About this server' })
  await about.getByText('North Quay').waitFor()
  await about.getByText('The boats talk here.').waitFor()

  await t.test('who signs in without a word is told what is missing', async (t) => {
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Type your username.').waitFor()
    await page.getByText('Type your password.').waitFor()
    await comes(
      t,
      () => page.getByLabel('Username').evaluate((field) => field === document.activeElement),
      true,
    )
  })

  await t.test(
    'all that is wrong is said at once, each beside its field, and the first is in focus',
    async (t) => {
      await page.goto('/register')
      await page.getByLabel('Username').fill('!')
      await page.getByLabel('Password').fill('short')
      await page.getByRole('button', { name: 'Create account' }).click()
      for (const [label, text] of [
        ['Your name', 'A name needs at least one visible character.'],
        ['Username', /^Use 3 to 32 of what is named below/],
        ['Password', 'Use at least 10 characters.'],
      ] as const) {
        const field = page.getByLabel(label)
        await comes(t, () => field.getAttribute('aria-invalid'), 'true', label)
        const described = await field.getAttribute('aria-describedby')
        await page
          .locator(`#${described?.split(' ')[0]}`)
          .getByText(text)
          .waitFor()
      }
      await comes(
        t,
        () => page.getByLabel('Your name').evaluate((field) => field === document.activeElement),
        true,
      )
      await page.getByLabel('Your name').fill('Ada')
      await comes(
        t,
        () => page.getByLabel('Your name').getAttribute('aria-invalid'),
        null,
        'until it is mended',
      )
    },
  )

  await t.test('so are several that only the server refuses', async (t) => {
    await page.getByLabel('Username').fill('admin')
    await page.getByLabel('Password').fill('password1234')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('This username is reserved.').waitFor()
    await page.getByText('This password is too easy to guess.').waitFor()
    await comes(
      t,
      () => page.getByLabel('Username').evaluate((field) => field === document.activeElement),
      true,
    )
  })

  await t.test('a meter says how good a new password is', async (t) => {
    const reached = page.locator('.meter .reached')
    await page.getByLabel('Password').fill('short')
    await page.getByText('5 more characters.').waitFor()
    await page.getByLabel('Password').fill('password1234')
    await page.getByText('Easy to guess.').waitFor()
    await comes(t, () => reached.count(), 1)
    await page.getByLabel('Password').fill('a sentence nobody else has')
    await page.getByText('Very good.').waitFor()
    await comes(t, () => reached.count(), 4)
  })

  await t.test('a password is shown to whoever wants to see it', async (t) => {
    const show = page.getByRole('button', { name: 'Show' })
    await comes(t, () => page.getByLabel('Password').getAttribute('type'), 'password')
    await show.click()
    await comes(t, () => page.getByLabel('Password').getAttribute('type'), 'text')
    await page.getByRole('button', { name: 'Hide' }).click()
    await comes(t, () => page.getByLabel('Password').getAttribute('type'), 'password')
  })

  t.same(
    complaints.filter((complaint) => !/status of 4(00|09)/.test(complaint)),
    [],
  )
})
