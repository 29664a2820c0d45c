import type { ConsoleMessage, Locator, Page } from 'playwright-core'

export const password = 'a sentence nobody else has'

/** Somebody in front of a browser, who does what people do: looks for words, and clicks and types. */
export class Person {
  readonly name: string
  page: Page
  readonly complaints: string[] = []

  constructor(name: string, page: Page) {
    this.name = name
    this.page = page
    this.#listen()
  }

  /** With the same browser, on a new page. */
  async returns(): Promise<void> {
    this.page = await this.page.context().newPage()
    this.#listen()
  }

  async signIn(secret: string = password): Promise<void> {
    await this.page.getByLabel('Username').fill(this.username)
    await this.page.getByLabel('Password').fill(secret)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
  }

  /** Past the page's own forms, which take less than the API does, but as the page would ask. */
  async request(method: string, path: string, data: object): Promise<void> {
    const { origin } = new URL(this.page.url())
    const options = { method, data, headers: { origin } }
    const reply = await this.page.request.fetch(`${origin}/api/v1${path}`, options)
    if (!reply.ok()) throw new Error(`${method} ${path}: ${await reply.text()}`)
  }

  async ownId(): Promise<string> {
    const reply = await this.page.request.get(`${new URL(this.page.url()).origin}/api/v1/me`)
    const { user }: { user: { id: string } } = await reply.json()
    return user.id
  }

  async titled(title: string): Promise<void> {
    await this.page.waitForFunction((wanted) => document.title === wanted, title)
  }

  get username(): string {
    return this.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')
  }

  async register(displayName: string = this.name): Promise<void> {
    await this.page.goto('/register')
    await this.page.getByLabel('Your name').fill(displayName)
    await this.page.getByLabel('Username').fill(this.username)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Create account' }).click()
    await this.page.getByRole('button', { name: 'New conversation' }).first().waitFor()
  }

  /** A part of the dialog for new conversations. */
  async opens(tab: 'People' | 'Groups' | 'New group'): Promise<void> {
    await this.page.getByRole('button', { name: 'New conversation' }).first().click()
    await this.page.getByRole('tab', { name: tab, exact: true }).click()
  }

  async startWith(other: { username: string }): Promise<void> {
    await this.page.getByRole('button', { name: 'New conversation' }).first().click()
    await this.page.getByPlaceholder('Find people').fill(other.username)
    await this.page.getByRole('dialog').getByText(`@${other.username}`).click()
    await this.composer.waitFor()
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' })
  }

  get log(): Locator {
    return this.page.getByRole('log')
  }

  message(text: string): Locator {
    return this.log.getByRole('article').filter({ hasText: text })
  }

  /** The row of a conversation in the list. */
  row(name: string): Locator {
    return this.page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link')
      .filter({ hasText: name })
  }

  /** Not one in which somebody of that name has written last. */
  rowNamed(name: string): Locator {
    return this.row(name).filter({ has: this.page.locator('.row-name', { hasText: name }) })
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
  }

  async sees(text: string): Promise<void> {
    await this.message(text).first().waitFor()
  }

  /** Names of keys are pressed, everything else is typed. */
  async types(...inputs: string[]): Promise<void> {
    for (const input of inputs) {
      if (/^(Shift\+)?(Tab|Enter|Escape|Arrow\w+)$/.test(input)) await this.page.keyboard.press(input)
      else await this.page.keyboard.type(input)
    }
  }

  /** What a screen reader would call the element in focus. */
  async focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement
      return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
    })
  }

  async tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      if ((await this.focused()) === name) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`The Tab key does not lead to ${name}.`)
  }

  /** How far the row in the middle of the screen has moved when everything is still again. */
  async driftWhile(act: () => Promise<void>): Promise<number> {
    const row = await this.page.evaluateHandle(() => {
      const { left, top, height } =
        document.querySelector('.timeline')?.getBoundingClientRect() ?? new DOMRect()
      return document.elementFromPoint(left + 100, top + height / 3)?.closest('.rows > *') ?? null
    })
    const topOf = () => row.evaluate((element) => element?.getBoundingClientRect().top ?? Number.NaN)
    const before = await topOf()
    await act()
    let last = Number.NaN
    let now = await topOf()
    while (now !== last) {
      await this.page.waitForTimeout(150)
      last = now
      now = await topOf()
    }
    return Math.round(now - before)
  }

  /** What a menu of a message offers. */
  async chooses(item: string, text: string): Promise<void> {
    const row = this.message(text).first()
    await row.hover()
    await row.getByRole('button', { name: 'Message actions' }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  #listen(): void {
    this.page.setDefaultTimeout(10_000)
    this.page.on('pageerror', (error) => this.complaints.push(error.message))
    this.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#heard(message)
    })
  }

  #heard(message: ConsoleMessage): void {
    const text = message.text()
    // The browser itself reports each request that a server away cannot answer, …
    const away = /net::ERR_|WebSocket connection to .* failed/.test(text)
    // … and the answer to the question who is signed in, when it is nobody.
    const nobody = message.location().url.endsWith('/api/v1/me')
    if (!away && !nobody) this.complaints.push(text)
  }
}
