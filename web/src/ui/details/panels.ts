export { GroupPanel } from './group-panel.ts'
export { muteAction } from './mute.ts'
export { PersonPanel } from './person-panel.ts'
