import { number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Pin',
    unpin: 'Unpin',
    label: 'Pinned messages',
    all: 'Show all that is pinned',
    place: (at: number, count: number) => `${number(at)} of ${number(count)}`,
    none: 'Nothing is pinned here any more.',
  },
  saved: {
    save: 'Save for later',
    remove: 'Remove from saved',
    none: 'Nothing is saved yet. Choose “Save for later” in the menu of a message.',
    hint: 'Only you see this. A message is here as it is now.',
    gone: 'The message was deleted.',
    unavailable: 'Not available to you any more.',
  },
  pictures: {
    label: 'Picture',
    choose: 'Choose a picture…',
    change: 'Change the picture…',
    remove: 'Remove',
    hint: 'JPEG, PNG, WebP or GIF, up to 8 MB. You can drop one here.',
    saved: 'The picture is set.',
    removed: 'The picture is removed.',
    crop: 'Choose the section',
    stage: 'Section of the picture. Arrow keys move it, plus and minus zoom.',
    zoom: 'Zoom',
    ofGroup: 'Change the picture',
  },
}
