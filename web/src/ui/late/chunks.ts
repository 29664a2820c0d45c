import { actionsChunk } from '../../actions/late.ts'
import { Chunk } from '../../chunk.ts'
import { idle } from '../../idle.ts'
import { iconsChunk } from '../components/icon.ts'
import { filesChunk } from '../files/file-boxes.ts'
import { recorderChunk, trayChunk, viewerChunk } from '../files/late-files.ts'
import { barsChunk } from '../composer/late-bars.ts'
import { createChunk } from '../create/new-conversation-dialog.ts'
import { highlighterChunk } from '../timeline/message/text/code-block.ts'
import { emojiChunk } from '../emoji/chunk.ts'
import { forwardChunk } from '../forward/chunk.ts'
import { failuresChunk } from './failure-line.ts'

/** What is not needed to read and write, in the order in which it is likely to be wanted. */
export const chunks = {
  icons: iconsChunk,
  actions: actionsChunk,
  gestures: new Chunk(() => import('../timeline/message/gestures/row-gestures.ts')),
  files: filesChunk,
  marks: new Chunk(() => import('../composer/formatting/late-formatting.ts')),
  emoji: emojiChunk,
  bars: barsChunk,
  pins: new Chunk(() => import('../pins/pin-bar.ts')),
  mentionJump: new Chunk(() => import('../timeline/mention-jump.ts')),
  scheduled: new Chunk(() => import('../scheduled/scheduled-bar.ts')),
  failures: failuresChunk,
  silence: new Chunk(() => import('../moderation/silence-line.ts')),
  tray: trayChunk,
  viewer: viewerChunk,
  recorder: recorderChunk,
  background: new Chunk(() => import('./background.ts')),
  invitations: new Chunk(() => import('../list/invitations.ts')),
  forward: forwardChunk,
  home: new Chunk(() => import('../home/home-view.ts')),
  doors: new Chunk(() => import('../door/doors.ts')),
  panels: new Chunk(() => import('../details/panels.ts')),
  create: createChunk,
  selfMenu: new Chunk(() => import('../list/self-menu.ts')),
  find: new Chunk(() => import('../timeline/find-bar.ts')),
  mentions: new Chunk(() => import('../views/mentions-view.ts')),
  settings: new Chunk(() => import('../settings/settings-view.ts')),
  saved: new Chunk(() => import('../saved/saved-view.ts')),
  switcher: new Chunk(() => import('../switcher/switcher.ts')),
  assist: new Chunk(() => import('../search/search-assist.ts')),
  hits: new Chunk(() => import('../search/message-hits.ts')),
  join: new Chunk(() => import('../invitation-links/join-view.ts')),
  nowhere: new Chunk(() => import('../views/nowhere.ts')),
  highlighter: highlighterChunk,
  shortcuts: new Chunk(() => import('../switcher/shortcuts-dialog.ts')),
  update: new Chunk(() => import('./client-update.ts')),
}

/** All of it, a part at a time and while nothing else is to be done, so that it opens at once and without a network. */
export async function loadInIdleTime(): Promise<void> {
  for (const chunk of Object.values(chunks)) {
    await idle()
    await chunk.load().catch(() => undefined) // whoever wants it asks again, and is told
  }
}
