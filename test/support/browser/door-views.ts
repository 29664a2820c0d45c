import { actorPassword } from '../app/actor.ts'
import type { Person } from './person.ts'

/** Something that the page can show, and how a reader comes there. */
export interface View {
  readonly name: string
  open(reader: Person): Promise<unknown>
}

/** For who is not signed in. */
export const doors: readonly View[] = [
  {
    name: 'an unknown address, signed out',
    open: ({ page }) => page.goto('/nowhere/at/all').then(() => page.getByText('There is nothing').waitFor()),
  },
  {
    name: 'registering, with a password that is too short',
    open: async ({ page }) => {
      await page.goto('/register')
      await page.getByLabel('Password').fill('a few')
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.getByText('Use at least 10 characters.').waitFor()
    },
  },
  {
    name: 'signing in, refused',
    open: async (reader) => {
      await reader.page.goto('/')
      await reader.signIn('not the password')
      await reader.page.getByText('The username or the password is wrong.').waitFor()
    },
  },
]

/** While nobody else has an account. */
export const firstHere: View = {
  name: 'the first here',
  open: async (reader) => {
    await reader.page.goto('/')
    await reader.signIn(actorPassword)
    const title = reader.page.getByRole('heading', { name: 'You are the first here' })
    await title.filter({ visible: true }).waitFor()
  },
}
