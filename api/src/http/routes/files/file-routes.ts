import { fileRoutes } from './files.ts'
import { pictureRoutes } from './pictures.ts'

export const fileRoutesByTag = { Files: fileRoutes, Pictures: pictureRoutes }
