import { words } from '../../../i18n/late.ts'
import type { ChosenFile } from '../../../state/outbox-item.ts'
import { Component } from '../../component.ts'
import { el } from '../../dom.ts'
import { KeyedList } from '../../keyed-list.ts'
import { addFiles, type Place } from './add-files.ts'
import { takeDrops } from './drops.ts'
import { canRecord, VoiceEntry } from '../../voice/voice-entry.ts'
import { TrayRow } from './tray-row.ts'

export { addFiles }

/** Over the text: the files that go with it, in their order. */
export class FileTray extends Component {
  constructor(place: Place, form: HTMLFormElement, input: HTMLTextAreaElement) {
    super(el('ul', { class: 'tray', hidden: true, 'aria-label': words.tray.title }))
    const { client, conversationId } = place
    client.actions.files.getReady()
    const list = this.own(
      new KeyedList<ChosenFile, TrayRow>(this.root, {
        key: ({ original }) => original.uploadId,
        create: (chosen) => new TrayRow(place, chosen, () => input.focus()),
      }),
    )
    form.querySelector('.composer-line')?.before(this.root)
    if (canRecord()) this.own(new VoiceEntry(place, form))
    this.bind(client.state.chosen, (all) => {
      const files = all.get(conversationId) ?? []
      this.root.hidden = files.length === 0
      list.render(files)
      for (const [at, { original }] of files.entries()) list.row(original.uploadId)?.place(at, files.length)
    })
    this.listen(input, 'paste', (event) => {
      const files = filesIn(event.clipboardData)
      if (files.length === 0) return
      event.preventDefault()
      void addFiles(place, files)
    })
    const conversation = form.closest<HTMLElement>('.conversation')
    if (!conversation) return
    const isOpen = () => form.checkVisibility()
    this.onEnd(takeDrops(conversation, isOpen, (files) => void addFiles(place, files)))
  }
}

/** What is copied in an office program is a text, and its picture beside it. */
const filesIn = (data: DataTransfer | null): File[] =>
  data?.types.includes('text/plain') === true ? [] : [...(data?.files ?? [])]
