import { randomUUID } from 'node:crypto'

import type { CreatedInvitationLink, SignedIn } from '@parley/shared'
import type { Page } from 'playwright-core'

import { settingsSections } from '../../../web/src/router.ts'
import { actorPassword, type Actor } from '../app/actor.ts'
import { chosen, pdf, picture, silence } from '../files/pictures.ts'
import type { View } from './door-views.ts'
import type { Person } from './person.ts'
import type { Stage } from './stage.ts'

/** Follows an address within the page, as a link would: a dialog of the view before is closed by then. */
async function goes({ page }: Person, path: string): Promise<void> {
  if (await page.locator('dialog[open], [popover]:popover-open').count()) await page.keyboard.press('Escape')
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href })
    document.body.append(link)
    link.click()
    link.remove()
  }, path)
}

/** Groups, talks and people whom the viewer finds, and the views of them. */
export async function everyView(stage: Stage, viewer: Actor): Promise<readonly View[]> {
  const omar = await stage.actor('omar', 'عمر حداد')
  const grace = await stage.actor('grace', 'Grace Brewster Murray Hopper')
  await omar.goOnline()
  const group = await viewer.group('Autumn issue', 'Layout, copy and print of issue 12', [omar, grace])
  const { user } = await viewer.call<SignedIn>('GET', '/me')
  await omar.say(
    group,
    `What is left, @${user.username} and @grace?`,
    'See https://example.org/proofs',
    'A long one. '.repeat(200),
  )
  await viewer.say(group, 'The fonts.', 'And the credits.')
  for (const seq of [3, 5, 6]) await viewer.call('PUT', `/conversations/${group}/messages/${seq}/pin`)
  for (const seq of [4, 6]) await viewer.call('PUT', `/me/saved/${group}/${seq}`)
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  const later = { clientId: randomUUID(), text: 'And the index.', sendAt }
  await viewer.call('POST', `/conversations/${group}/scheduled`, later)
  const talk = await omar.direct(viewer)
  await omar.say(talk, 'صباح الخير', '👍')
  await viewer.say(talk, 'Good morning', 'See https://example.org/proofs')
  await viewer.say(await viewer.direct(viewer), 'Ink')
  const photos = await Promise.all([picture('press.png', 300, 200), picture('ink.jpg', 300, 200)])
  const files = await viewer.group('Pictures', '', [omar])
  const wave = Array.from({ length: 100 }, (_, at) => (at * 37) % 101).join()
  const voice = { ...silence('voice.wav'), recorded: `&durationMs=65000&wave=${wave}` }
  await omar.sendFiles(files, 'The press', [...photos, pdf('proofs.pdf'), silence('noise.wav'), voice])
  await grace.say(await grace.direct(viewer), 'Not read yet')
  const roof = await grace.group('Roof garden', 'Beans', [])
  const links = `/conversations/${roof}/invitation-links`
  const link = await grace.call<CreatedInvitationLink>('POST', links, { usesMax: null })
  await viewer.call('PATCH', '/me', { privacy: { adders: 'nobody' } })
  await grace.group('Print shop', '', [viewer], 'closed')
  const token = { name: 'Build bot', scope: 'read', expiresInDays: 30, password: actorPassword }
  await viewer.call('POST', '/me/tokens', token)
  return [
    ...talkViews(`/c/${group}`, `/c/${talk}`, `/people/${omar.id}`),
    ...fileViews(`/c/${files}`),
    ...joining(`/join/${link.token}`),
    ...dialogs,
    ...settings,
    ...lost,
  ]
}

const fileViews = (talk: string): View[] => [
  {
    name: 'files, and those for the next message',
    open: async (reader) => {
      await goes(reader, talk)
      await reader.message('The press').locator('.picture-link.loaded').nth(1).waitFor()
      await reader.page.locator('input[type=file]').setInputFiles([pdf('a.pdf'), pdf('b.pdf')].map(chosen))
      await reader.page.getByRole('button', { name: 'Remove b.pdf' }).waitFor()
    },
  },
  {
    name: 'a picture, large',
    open: async (reader) => {
      for (const name of ['b', 'a'])
        await reader.page.getByRole('button', { name: `Remove ${name}.pdf` }).click()
      await reader.message('The press').getByRole('link', { name: 'Picture: press.png' }).click()
      await reader.page.locator('.viewer-image.loaded').waitFor()
    },
  },
  {
    name: 'speaking, and a voice message',
    open: async (reader) => {
      await goes(reader, talk)
      await reader.page.evaluate(() => {
        const { stream } = new AudioContext().createMediaStreamDestination()
        navigator.mediaDevices.getUserMedia = () => Promise.resolve(stream)
      })
      await reader.page.getByRole('button', { name: 'Record a voice message' }).click()
      await reader.page
        .getByRole('timer')
        .getByText(/^0:0[1-9]$/)
        .waitFor()
      await reader.page.getByRole('group', { name: 'Voice message, 1:05' }).waitFor()
    },
  },
  {
    name: 'what one has said, before it is sent',
    open: async (reader) => {
      await reader.page.getByRole('button', { name: 'Stop recording' }).click()
      await reader.page.getByRole('button', { name: 'Remove Voice message' }).waitFor()
    },
  },
]

const talkViews = (group: string, talk: string, person: string): View[] => {
  const openGroup = async (reader: Person) => {
    await goes(reader, group)
    await reader.sees('And the credits.')
  }
  return [
    {
      name: 'home, and the list with an invitation',
      open: async (reader) => {
        await goes(reader, '/')
        await reader.page.getByText('Grace Brewster Murray Hopper invites you').first().waitFor()
        await reader.row('Not read yet').waitFor()
      },
    },
    { name: 'a group', open: openGroup },
    {
      name: 'a message with its tools, where a pointer has them, and its menu',
      open: async (reader) => {
        await openGroup(reader)
        const text = reader.message('And the credits.').last().locator('.message-text')
        if (await reader.page.evaluate(() => matchMedia('(hover: none)').matches)) await reader.holds(text)
        else await reader.asksFor(text)
      },
    },
    {
      name: 'a toast',
      open: async (reader) => {
        await reader.page.getByRole('menuitem', { name: 'Copy text' }).click()
        await reader.page.locator('.toast').first().waitFor()
      },
    },
    {
      name: 'editing',
      open: async (reader) => {
        await openGroup(reader)
        await reader.message('And the credits.').last().focus()
        await reader.page.keyboard.press('e')
        await reader.page.getByText('Editing a message').waitFor()
      },
    },
    {
      name: 'finding in a conversation',
      open: async (reader) => {
        await openGroup(reader)
        await reader.page.getByRole('button', { name: 'Find here' }).click()
        await reader.page.getByRole('searchbox', { name: 'Find in this conversation' }).fill('credits')
        await reader.page.getByText('1 of 1').waitFor()
        await reader.page.getByRole('button', { name: 'Jump to a date' }).click()
      },
    },
    {
      name: 'all that is pinned',
      open: async (reader) => {
        await openGroup(reader)
        await reader.page.getByRole('button', { name: 'Show all that is pinned' }).click()
        await reader.page.getByRole('dialog', { name: 'Pinned messages' }).waitFor()
      },
    },
    {
      name: 'what is saved for later',
      open: async (reader) => {
        await goes(reader, '/saved')
        await reader.page.getByRole('list', { name: 'Saved' }).getByRole('link').first().waitFor()
      },
    },
    {
      name: 'what is scheduled',
      open: async (reader) => {
        await openGroup(reader)
        const bar = reader.page.getByRole('region', { name: 'Scheduled messages' })
        await bar.getByRole('button').click()
        const dialog = reader.page.getByRole('dialog', { name: 'Scheduled messages' })
        await dialog.getByText('And the index.').waitFor()
      },
    },
    {
      name: 'members, offered behind an @',
      open: async (reader) => {
        await openGroup(reader)
        await reader.composer.fill('')
        await reader.composer.pressSequentially('@')
        await reader.page.getByRole('option').first().waitFor()
      },
    },
    {
      name: 'where one was mentioned',
      open: async (reader) => {
        await reader.composer.fill('')
        await goes(reader, '/mentions')
        await reader.page.getByRole('list', { name: 'Mentions' }).getByText('What is left').waitFor()
      },
    },
    {
      name: 'details of a group, and its members',
      open: async (reader) => {
        await goes(reader, `${group}/details`)
        await reader.page.getByRole('complementary').getByText('@grace').waitFor()
      },
    },
    {
      name: 'adding people',
      open: async (reader) => {
        await reader.page.getByRole('button', { name: 'Add people' }).click()
        await reader.page.getByRole('dialog').getByText('@omar').first().waitFor()
      },
    },
    {
      name: 'an invitation link that was made',
      open: async (reader) => {
        await goes(reader, `${group}/details`)
        await reader.choosesOfGroup('Invitation links')
        const dialog = reader.page.getByRole('dialog', { name: 'Invitation links' })
        await dialog.getByRole('button', { name: 'Make a link' }).click()
        await dialog.getByRole('img', { name: 'QR code of the link' }).waitFor()
        await dialog.getByRole('listitem').first().waitFor()
      },
    },
    {
      name: 'a direct conversation',
      open: async (reader) => {
        await reader.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
        await goes(reader, talk)
        await reader.sees('Good morning')
      },
    },
    {
      name: 'details of a person',
      open: async (reader) => {
        await goes(reader, `${talk}${person}`)
        await reader.page.getByRole('complementary').getByText('@omar').waitFor()
      },
    },
    {
      name: 'a conversation that is not there',
      open: async (reader) => {
        await goes(reader, '/c/00000000-0000-4000-8000-000000000000')
        await reader.page.getByText('This conversation does not exist').waitFor()
      },
    },
  ]
}

const joining = (link: string): View[] => [
  {
    name: 'where an invitation link leads',
    open: async (reader) => {
      await goes(reader, link)
      await reader.page.getByRole('button', { name: 'Join', exact: true }).waitFor()
    },
  },
  {
    name: 'an invitation link that does not work',
    open: async (reader) => {
      await goes(reader, '/join/nothing')
      await reader.page.getByRole('heading', { name: 'This link does not work' }).waitFor()
    },
  },
]

const dialogs: readonly View[] = [
  {
    name: 'hits in messages',
    open: async (reader) => {
      await goes(reader, '/')
      await reader.page.getByRole('searchbox', { name: 'Search or jump to' }).fill('credits')
      await reader.page.locator('.hit-row').first().waitFor()
    },
  },
  {
    name: 'the menu of oneself',
    open: async ({ page }) => {
      await page.getByRole('searchbox', { name: 'Search or jump to' }).fill('')
      await page.getByRole('button', { name: 'Your account' }).click()
      await page.getByRole('menu').waitFor()
    },
  },
  ...(['People', 'Open groups', 'New group'] as const).map((tab) => ({
    name: `a new conversation: ${tab}`,
    open: async (reader: Person) => {
      await goes(reader, '/')
      await reader.opens(tab)
      await reader.page
        .getByRole('tabpanel')
        .getByRole('textbox')
        .or(reader.page.getByRole('searchbox'))
        .first()
        .waitFor()
    },
  })),
  {
    name: 'the switcher',
    open: async (reader) => {
      await goes(reader, '/')
      await reader.page.keyboard.press('Control+k')
      await reader.page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'the keyboard shortcuts',
    open: async (reader) => {
      await goes(reader, '/')
      await reader.page.keyboard.press('Control+/')
      await reader.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    },
  },
]

const settings: readonly View[] = [
  ...[null, ...settingsSections].map((section) => ({
    name: section ? `settings: ${section}` : 'settings',
    open: async (reader: Person) => {
      await goes(reader, section ? `/settings/${section}` : '/settings')
      await settled(reader.page)
    },
  })),
  {
    name: 'the square of a picture',
    open: async (reader) => {
      await goes(reader, '/settings/profile')
      const file = chosen(await picture('press.png', 300, 200))
      await reader.page.getByLabel('Choose a picture…').last().setInputFiles(file)
      await reader.page.getByRole('slider', { name: 'Zoom' }).waitFor()
    },
  },
  {
    name: 'a question before something is gone',
    open: async (reader) => {
      await goes(reader, '/settings/tokens')
      await reader.page.getByRole('button', { name: 'Revoke Build bot' }).click()
      await reader.page.getByRole('dialog').waitFor()
    },
  },
]

const lost: readonly View[] = [
  {
    name: 'an unknown address',
    open: async (reader) => {
      await goes(reader, '/nowhere/at/all')
      await reader.page.getByText('There is nothing').waitFor()
    },
  },
  {
    name: 'without a network, and with what waits for it',
    open: async (reader) => {
      await goes(reader, '/')
      await reader.row('Good morning').or(reader.row('proofs')).first().click()
      await reader.page.context().setOffline(true)
      await reader.say('From the tunnel')
      await reader.page.locator('.banner:not([hidden])').waitFor()
    },
  },
]

/** Resolves when all that the page has asked for has come. */
const settled = async (page: Page): Promise<void> => {
  await page.locator('.settings-title, .settings-menu').filter({ visible: true }).first().waitFor()
  await page.locator('.skeleton, .spinner').first().waitFor({ state: 'detached' })
}
