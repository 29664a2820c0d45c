import type { RemoteChannels, RemoteEvents } from '../../bus/remote-channels.ts'
import type { Link } from './link.ts'
import type { Commands } from './redis-server.ts'

/** Publishing, which one server and a cluster do alike, by another command. How they subscribe is their own. */
export abstract class BrokerChannels implements RemoteChannels {
  protected readonly link: Link
  /** Null before it is opened and after it was closed. */
  protected events: RemoteEvents | null = null

  constructor(link: Link) {
    this.link = link
  }

  abstract subscribe(channels: readonly string[]): Promise<void>
  abstract unsubscribe(channels: readonly string[]): void
  abstract reset(): void
  protected abstract disconnect(): void
  protected abstract send(commands: Commands, channel: string, text: string): Promise<unknown>

  open(events: RemoteEvents): void {
    this.events = events
  }

  publish(channel: string, text: string): boolean {
    if (!this.link.answers) return false
    void this.link
      .ask((commands) => this.send(commands, channel, text))
      .then((answer) => {
        if (answer === null) this.events?.lost()
      })
    return true
  }

  probe(channel: string): void {
    if (this.link.commands.status === 'ready') {
      void this.link.probe((commands) => this.send(commands, channel, ''))
    }
  }

  close(): Promise<void> {
    this.events = null
    this.disconnect()
    return Promise.resolve()
  }
}
