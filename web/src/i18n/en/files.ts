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
