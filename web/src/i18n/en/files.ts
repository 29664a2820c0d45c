import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

/** Of files, where they are shown and where they are chosen. */
export const files = {
  shownFiles: {
    picture: (name: string) => `Picture: ${isolated(name)}`,
    download: (name: string) => `Download ${isolated(name)}`,
    offline: 'It is shown when you are back online.',
    uploaded: (percent: string) => `${percent} uploaded`,
  },
  voice: {
    record: 'Record a voice message',
    recording: 'Recording',
    discard: 'Discard the recording',
    stop: 'Stop recording',
    play: 'Play',
    pause: 'Pause',
    position: 'Position',
    place: (at: string, all: string) => `${at} of ${all}`,
    speed: (times: string) => `Speed: ${times}×`,
    refused: 'Parley may not use the microphone. You can allow it in the settings of your browser.',
    missing: 'No microphone could be used.',
    short: 'Less than a second was recorded, and is not kept.',
    lost: 'The microphone has gone. What was recorded until then is kept.',
    hidden: 'The recording stopped when you left this page. What was recorded is kept.',
    full: (minutes: number) =>
      `A voice message lasts ${number(minutes)} minutes at most. The recording has stopped.`,
    unplayable: 'This voice message cannot be played.',
  },
  viewer: {
    title: 'Pictures',
    previous: 'Previous picture',
    next: 'Next picture',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    place: (at: number, all: number) => `${number(at)} of ${number(all)}`,
  },
  tray: {
    title: 'Files to send',
    remove: (name: string) => `Remove ${isolated(name)}`,
    earlier: (name: string) => `Move ${isolated(name)} forward`,
    later: (name: string) => `Move ${isolated(name)} back`,
    asPicture: 'As picture',
    asPictureHint: 'Smaller, and without where and how it was taken.',
    asFile: 'As file',
    asFileHint: 'Untouched, with all that the camera wrote into it.',
    tooLarge: (name: string, max: string) => `${isolated(name)} is too large. A file may have ${max}.`,
    tooMany: (max: number) => `A message may have ${number(max)} files.`,
    drop: 'Drop files here to add them',
  },
}
