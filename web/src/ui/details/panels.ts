export { GroupPanel } from './group-panel.ts'
export { talkActions } from './mute.ts'
export { PersonPanel } from './person-panel.ts'
