import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, extname, join } from 'node:path'

import type { Test } from 'tap'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
}

/** A folder on the web, with the page for every address that is no file: all that the client asks of its host. */
export class StaticSite {
  readonly origin: string
  #folder = ''
  #apiUrl = ''
  #held: { readonly path: string; readonly isAsked: () => void } | null = null

  private constructor(origin: string) {
    this.origin = origin
  }

  static async open(t: Pick<Test, 'teardown'>): Promise<StaticSite> {
    const server = createServer((request, response) => {
      void site.#answer(new URL(request.url ?? '/', site.origin).pathname, response)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const site = new StaticSite(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    t.teardown(() => {
      server.close()
      server.closeAllConnections()
    })
    return site
  }

  serve(folder: string, apiUrl: string): void {
    this.#folder = folder
    this.#apiUrl = apiUrl
  }

  /** Resolves when somebody has asked for it, who will wait for good. */
  hold(path: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#held = { path, isAsked: resolve }
    return promise
  }

  async #answer(path: string, response: ServerResponse): Promise<void> {
    const name = extname(path) === '' ? 'index.html' : basename(path)
    if (this.#held?.path === path) {
      this.#held.isAsked()
      this.#held = null
      return
    }
    const content = await readFile(join(this.#folder, name)).catch(() => null)
    response.writeHead(content ? 200 : 404, {
      'content-type': types[extname(name)] ?? 'text/plain',
      'content-security-policy': policy(this.#apiUrl),
    })
    response.end(content)
  }
}

/** As docs/hosting-the-client.md advises. */
const policy = (apiUrl: string): string =>
  [
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:",
    `worker-src 'self'; manifest-src 'self'; connect-src 'self' ${apiUrl} ${apiUrl.replace('http', 'ws')}`,
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "require-trusted-types-for 'script'; trusted-types service-worker",
  ].join('; ')
