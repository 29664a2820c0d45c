import { once } from 'node:events'

import type { ConversationList, Problem } from '@parley/shared'
import t from 'tap'
import { WebSocket } from 'ws'

import { comes } from '../../support/browser/comes.ts'
import { Stage } from '../../support/browser/stage.ts'
import { password } from '../../support/browser/person.ts'

t.test('a program acts for somebody until they revoke its token', async (t) => {
  const stage = await Stage.open(t)
  const [ada, charles] = [await stage.person('Ada'), await stage.person('Charles')]
  await Promise.all([ada.register(), charles.register()])
  await charles.startWith(ada)
  await charles.say('Who writes for you?')
  const { page } = ada
  const { url } = stage.server
  const dialog = page.getByRole('dialog')

  await page.goto('/settings')
  await page.getByRole('link', { name: 'Access tokens' }).click()
  await page.getByText('No program has a token of yours.').waitFor()

  await page.getByRole('button', { name: 'New token' }).click()
  await ada.types('Build bot', 'Tab')
  await comes(t, () => dialog.getByLabel('What it may do').inputValue(), 'write')
  await dialog.getByLabel('Your password').fill('not the password')
  await ada.types('Enter')
  await dialog.getByText('This is not your current password.').waitFor()
  await ada.types('Shift+Tab', 'Tab')
  await dialog.getByLabel('Your password').fill(password)
  await ada.types('Enter')

  await dialog.getByRole('heading', { name: 'Token “Build bot”' }).waitFor()
  const token = await dialog.locator('code').innerText()
  t.match(token, /^parley_[0-9A-Za-z]{49}$/)
  await comes(t, () => ada.focused(), 'Copy')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await ada.types('Enter')
  await ada.toast('Copied').waitFor()
  t.equal(await page.evaluate(() => navigator.clipboard.readText()), token)
  await ada.types('Escape')
  await page.mouse.click(2, 2)
  await comes(
    t,
    () => dialog.locator('code').isVisible(),
    true,
    'neither Escape nor a click outside takes away what is nowhere else',
  )
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'detached' })
  const row = page.getByRole('list', { name: 'Access tokens' }).getByRole('listitem')
  await row.getByText('not used yet').waitFor()
  t.notMatch(await page.content(), token, 'it is nowhere any more')

  const headers = { authorization: `Bearer ${token}` }
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/realtime`, { headers })
  await once(socket, 'message')
  const listed = await fetch(`${url}/api/v1/conversations`, { headers })
  const { items }: ConversationList = await listed.json()
  const id = items[0]?.conversation.id
  const message = { clientId: '0b7e4c1e-5a8f-4d0c-9a53-0d4b7d9b8f11', text: 'A program of mine' }
  await fetch(`${url}/api/v1/conversations/${id}/messages`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(message),
  })
  await charles.sees('A program of mine')
  await page.reload()
  await row.getByText(/last used .* from 127\.0\.0\.0\/24/).waitFor()

  const closed = once(socket, 'close')
  await row.getByRole('button', { name: 'Revoke Build bot' }).click()
  await comes(t, () => ada.focused(), 'Cancel')
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click()
  t.equal((await closed)[0], 4401)
  await page.getByText('No program has a token of yours.').waitFor()
  const refused = await fetch(`${url}/api/v1/conversations`, { headers })
  const { code }: Problem = await refused.json()
  t.equal(code, 'token_invalid')
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByText('Access token created').waitFor()
  await page.getByText('Access token revoked').waitFor()
  t.same(
    stage.complaints().filter((complaint) => !/status of 403/.test(complaint)),
    [],
  )
})
