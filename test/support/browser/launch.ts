import { existsSync } from 'node:fs'

import { chromium, type Browser } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const quiet = [
  '--use-fake-device-for-media-stream',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchBrowser(): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...places].find((path) => path && existsSync(path))
  if (!executablePath) {
    throw new Error(
      'There is no Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.',
    )
  }
  return chromium.launch({ executablePath, args: quiet })
}
