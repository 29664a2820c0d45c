import type { Link } from './link.ts'
import type { Commands } from './redis-server.ts'

/** Publishes over a link. One server and a cluster differ in the command only. */
export class LinkPublisher {
  readonly #link: Link
  readonly #send: (commands: Commands, channel: string, text: string) => Promise<unknown>

  constructor(link: Link, send: (commands: Commands, channel: string, text: string) => Promise<unknown>) {
    this.#link = link
    this.#send = send
  }

  /** False when it cannot be tried; `lost` is called when it was tried and not answered. */
  publish(channel: string, text: string, lost: () => void): boolean {
    if (!this.#link.answers) return false
    void this.#link
      .ask((commands) => this.#send(commands, channel, text))
      .then((answer) => {
        if (answer === null) lost()
      })
    return true
  }

  probe(channel: string): void {
    if (this.#link.commands.status === 'ready') {
      void this.#link.probe((commands) => this.#send(commands, channel, ''))
    }
  }
}
