import t from 'tap'

import { fileSize } from '../../../web/src/ui/files/file-size.ts'
import { told } from '../../../web/src/ui/format/told.ts'

const picture = { name: 'tea.png', type: 'image/png' }
const voice = { name: 'voice.webm', type: 'audio/webm', durationMs: 12_900, wave: [0, 100] }
const paper = { name: 'Minutes.pdf', type: 'application/pdf' }

t.test('a message is told of by its text, and without one by its files', async (t) => {
  t.equal(told({ text: '*Tea*', attachments: [picture] }), 'Tea')
  t.equal(told({ text: '', attachments: [picture] }), 'Picture')
  t.equal(told({ text: '', attachments: [picture, picture] }), '2 pictures')
  t.equal(told({ text: '', attachments: [paper] }), 'Minutes.pdf')
  t.equal(told({ text: '', attachments: [picture, paper] }), '2 files')
  t.equal(told({ text: '', attachments: [voice] }), 'Voice message, 0:12')
  t.equal(told({ text: '', attachments: [{ ...voice, durationMs: 615_000 }] }), 'Voice message, 10:15')
  t.equal(told({ text: 'Hear this', attachments: [voice] }), 'Hear this')
  t.equal(told({ text: '' }), '')
})

t.test('a size is said in few digits', async (t) => {
  const sizes = [0, 1, 1_023, 1_024, 48_213, 26_214_400, 5_368_709_120]
  t.same(sizes.map(fileSize), ['0 bytes', '1 byte', '1,023 bytes', '1 kB', '47.1 kB', '25 MB', '5 GB'])
})
